package io.hyperwatch.bridge;

import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.rest.CoinCheck;
import io.hyperwatch.bridge.rest.HlpAccounts;
import io.hyperwatch.bridge.rest.InfoClient;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.VaultDetails;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.bridge.ws.Subscription;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks the exchange which coins exist and through which accounts HLP trades, and turns the answers
 * into subscriptions. While the exchange does not answer it goes by the settings alone, and {@link
 * #retry} completes the picture later. Used from one thread at a time.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private final BridgeSettings settings;
    private final InfoClient client;
    private final Inbox inbox;
    private List<String> coins;
    private List<String> children;
    private boolean coinsChecked;
    private boolean childrenKnown;

    Discovery(BridgeSettings settings, InfoClient client, Inbox inbox) {
        this.settings = settings;
        this.client = client;
        this.inbox = inbox;
        this.coins = settings.coins().names();
        this.children = HlpAccounts.knownChildren(settings.hlpVault());
    }

    /**
     * First round.
     *
     * @throws StartupException when the exchange says that a configured coin does not exist
     */
    void start() throws StartupException, InterruptedException {
        List<String> unknown = checkCoins();
        if (!unknown.isEmpty()) {
            throw new StartupException(
                    StartupException.WRONG_CALL,
                    SettingKey.POPULAR_COINS.displayName() + ": " + String.join("; ", unknown));
        }
        // An exchange that does not answer once is not waited for a second time.
        if (coinsChecked) {
            findChildren();
        }
    }

    boolean isComplete() {
        return coinsChecked && childrenKnown;
    }

    /**
     * Another round for what is still open.
     *
     * @return whether the subscriptions have changed
     */
    boolean retry() throws InterruptedException {
        List<Subscription> before = subscriptions();
        if (!coinsChecked) {
            checkCoins().forEach(problem -> LOG.error("{}; left out", problem));
        }
        if (!childrenKnown) {
            findChildren();
        }
        return !subscriptions().equals(before);
    }

    /** Whose fills are streamed and who finds no place. */
    HlpAccounts.Followed followed() {
        return HlpAccounts.follow(children, settings.addresses(), settings.maxUsers());
    }

    /** Accounts first: they are few and the most precious. */
    List<Subscription> subscriptions() {
        List<Subscription> wanted = new ArrayList<>();
        for (String user : followed().streamed()) {
            wanted.add(Subscription.ofUser("userFills", user));
        }
        wanted.add(Subscription.allMids(null));
        for (String dex : dexes()) {
            wanted.add(Subscription.allMids(dex));
        }
        for (String type : List.of("trades", "bbo", "activeAssetCtx")) {
            coins.forEach(coin -> wanted.add(Subscription.ofCoin(type, coin)));
        }
        return wanted;
    }

    /**
     * @return one sentence for each coin that does not exist
     */
    private List<String> checkCoins() throws InterruptedException {
        try {
            List<Listing> listings = listings();
            if (settings.coins().all()) {
                coins = listings.stream().filter(l -> !l.delisted()).map(Listing::coin).toList();
                coinsChecked = true;
                return List.of();
            }
            CoinCheck check = CoinCheck.of(settings.coins().names(), listings);
            check.delisted().forEach(coin -> LOG.warn("{} is delisted; left out", coin));
            coins = check.good();
            coinsChecked = true;
            return check.unknown();
        } catch (IOException | MalformedFrameException e) {
            LOG.warn("coins cannot be checked yet: {}", e.getMessage());
            return List.of();
        }
    }

    private void findChildren() throws InterruptedException {
        try {
            List<String> answer =
                    VaultDetails.children(ask(InfoRequest.vaultDetails(settings.hlpVault())));
            if (answer.isEmpty() && !children.isEmpty()) {
                LOG.warn(
                        "the exchange names no accounts of HLP; going by the {} known ones",
                        children.size());
                return;
            }
            children = answer;
            childrenKnown = true;
            LOG.info("HLP trades through {} accounts", children.size());
        } catch (IOException | MalformedFrameException e) {
            LOG.warn(
                    "HLP's accounts cannot be asked for ({}); going by the {} known ones",
                    e.getMessage(),
                    children.size());
        }
    }

    private List<Listing> listings()
            throws IOException, MalformedFrameException, InterruptedException {
        List<String> wanted = settings.coins().names();
        List<Listing> listings = new ArrayList<>();
        if (settings.coins().all() || wanted.stream().anyMatch(Discovery::isMainPerp)) {
            listings.addAll(Listing.ofUniverse(ask(InfoRequest.meta(null))));
        }
        if (wanted.stream().anyMatch(Discovery::isSpot)) {
            listings.addAll(Listing.ofUniverse(ask(InfoRequest.spotMeta())));
        }
        Set<String> dexes = dexes();
        if (!dexes.isEmpty()) {
            dexes.retainAll(Listing.dexNames(ask(InfoRequest.perpDexs())));
        }
        for (String dex : dexes) {
            for (Listing listing : Listing.ofUniverse(ask(InfoRequest.meta(dex)))) {
                String coin = listing.coin();
                String full = coin.contains(":") ? coin : dex + ":" + coin;
                listings.add(new Listing(full, listing.delisted()));
            }
        }
        // Outcome coins are in no list the exchange documents; they are taken on trust.
        wanted.stream()
                .filter(coin -> coin.startsWith("#"))
                .forEach(coin -> listings.add(new Listing(coin, false)));
        return listings;
    }

    /** The answer goes to the relay like everything else, then to us. */
    private JsonNode ask(InfoRequest request)
            throws IOException, MalformedFrameException, InterruptedException {
        String answer = client.post(request);
        inbox.answer(request.json(), answer);
        return WireJson.parse(answer);
    }

    private Set<String> dexes() {
        return settings.coins().names().stream()
                .filter(coin -> coin.contains(":"))
                .map(coin -> coin.substring(0, coin.indexOf(':')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSpot(String coin) {
        return coin.startsWith("@") || coin.contains("/");
    }

    private static boolean isMainPerp(String coin) {
        return !isSpot(coin) && !coin.contains(":") && !coin.startsWith("#");
    }
}
