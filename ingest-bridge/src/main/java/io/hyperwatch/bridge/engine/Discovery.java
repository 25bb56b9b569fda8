package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.rest.CoinCheck;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.settings.CoinSelection;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.VaultDetails;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Asks the exchange which coins exist and through which accounts HLP trades: at start, again each
 * hour, and each 30 s while something is still open. The first answers are waited for; where they
 * do not come in time the settings alone count, and what is learned later changes the plan.
 */
final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    /** An exchange that does not answer must not keep the sockets from opening. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(12);

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration REPEAT = Duration.ofHours(1);
    private static final String VAULT = "vault";
    private static final String DEXES = "dexes";

    /** Where questions go. */
    interface Asking {

        /**
         * @param done told on the relay's thread: the answer, null for none
         */
        void ask(InfoRequest request, Consumer<Input.Answer> done);
    }

    /**
     * What is known.
     *
     * @param coins that exist and trade, in the order of the settings
     * @param dexes HIP-3 dexes of those coins
     * @param vaultAccounts through which HLP trades
     * @param unknown one sentence for each configured coin that does not exist
     */
    record Known(
            List<String> coins,
            List<String> dexes,
            List<String> vaultAccounts,
            List<String> unknown) {}

    private final CoinSelection wanted;
    private final String vault;
    private final Asking questions;
    private final Consumer<Known> changed;
    private final Set<String> open = new TreeSet<>();
    private final Map<String, List<Listing>> listings = new LinkedHashMap<>();
    private final long firstUntilNanos;
    private Set<String> dexesListed;
    private List<String> children;
    private boolean childrenKnown;
    private boolean failed;
    private Known known;
    private long dueNanos;

    Discovery(
            CoinSelection wanted,
            String vault,
            Asking questions,
            Consumer<Known> changed,
            long nowNanos) {
        this.wanted = wanted;
        this.vault = vault;
        this.questions = questions;
        this.changed = changed;
        this.children = AccountPlaces.knownChildren(vault);
        this.dueNanos = nowNanos;
        this.firstUntilNanos = nowNanos + FIRST_WAIT.toNanos();
    }

    long dueNanos() {
        return known == null ? Math.min(firstUntilNanos, dueNanos) : dueNanos;
    }

    void advance(long nowNanos) {
        if (nowNanos - dueNanos >= 0) {
            dueNanos = nowNanos + RETRY.toNanos();
            if (open.isEmpty()) {
                round(nowNanos);
            }
        }
        if (known == null && nowNanos - firstUntilNanos >= 0) {
            LOG.warn("the exchange does not answer yet: going by the settings alone");
            decide();
        }
    }

    private void round(long nowNanos) {
        failed = false;
        askVault();
        if (wanted.all() || wanted.names().stream().anyMatch(Discovery::isMainPerp)) {
            askListing("", InfoRequest.meta(null));
        }
        if (wanted.names().stream().anyMatch(Discovery::isSpot)) {
            askListing("spot", InfoRequest.spotMeta());
        }
        Set<String> dexes = dexes(wanted.names());
        if (!dexes.isEmpty()) {
            ask(
                    DEXES,
                    InfoRequest.perpDexs(),
                    answer -> {
                        dexesListed = Set.copyOf(Listing.dexNames(answer));
                        for (String dex : dexes) {
                            if (dexesListed.contains(dex)) {
                                askListing(dex, InfoRequest.meta(dex));
                            }
                        }
                    });
        }
    }

    private void askVault() {
        ask(
                VAULT,
                InfoRequest.vaultDetails(vault),
                answer -> {
                    List<String> named = VaultDetails.children(answer);
                    if (named.isEmpty() && !children.isEmpty()) {
                        LOG.warn(
                                "the exchange names no accounts of HLP; going by the {} known ones",
                                children.size());
                    } else if (!childrenKnown || !named.equals(children)) {
                        LOG.info("HLP trades through {} accounts", named.size());
                        children = named;
                        childrenKnown = true;
                    }
                });
    }

    private void askListing(String dex, InfoRequest request) {
        ask(
                "listing:" + dex,
                request,
                answer -> listings.put(dex, qualified(dex, Listing.ofUniverse(answer))));
    }

    private interface Learning {
        void from(JsonNode answer) throws MalformedFrameException;
    }

    private void ask(String name, InfoRequest request, Learning learning) {
        open.add(name);
        questions.ask(
                request,
                whole -> {
                    open.remove(name);
                    try {
                        if (whole == null) {
                            failed = true;
                        } else {
                            learning.from(WireJson.parse(whole.response()));
                        }
                    } catch (MalformedFrameException e) {
                        LOG.warn("{}: {}", request.type(), e.getMessage());
                        failed = true;
                    }
                    if (open.isEmpty()) {
                        ended();
                    }
                });
    }

    /** A round is through. */
    private void ended() {
        if (!failed) {
            dueNanos += REPEAT.minus(RETRY).toNanos();
        }
        if (!failed || known != null) {
            decide();
        }
    }

    private void decide() {
        List<Listing> all = new ArrayList<>();
        listings.values().forEach(all::addAll);
        List<String> coins = wanted.names();
        List<String> unknown = List.of();
        if (wanted.all()) {
            coins = all.stream().filter(l -> !l.delisted()).map(Listing::coin).toList();
        } else {
            // Outcome coins are in no list the exchange documents; lists that did not come say
            // nothing about theirs.
            wanted.names().stream()
                    .filter(coin -> coin.startsWith("#") || !isJudged(coin))
                    .forEach(coin -> all.add(new Listing(coin, false)));
            CoinCheck check = CoinCheck.of(wanted.names(), all);
            coins = check.good();
            unknown = check.unknown();
            check.delisted().forEach(coin -> LOG.warn("{} is delisted; left out", coin));
        }
        Known now = new Known(coins, List.copyOf(dexes(coins)), children, unknown);
        if (!now.equals(known)) {
            known = now;
            changed.accept(now);
        }
    }

    private boolean isJudged(String coin) {
        String dex = isSpot(coin) ? "spot" : dexOf(coin);
        boolean noSuchDex = dexesListed != null && coin.contains(":") && !dexesListed.contains(dex);
        return noSuchDex || listings.containsKey(dex);
    }

    private static List<Listing> qualified(String dex, List<Listing> listed) {
        if (dex.isEmpty() || dex.equals("spot")) {
            return listed;
        }
        return listed.stream()
                .map(
                        l ->
                                l.coin().contains(":")
                                        ? l
                                        : new Listing(dex + ":" + l.coin(), l.delisted()))
                .toList();
    }

    private static Set<String> dexes(List<String> coins) {
        return coins.stream()
                .filter(coin -> coin.contains(":"))
                .map(Discovery::dexOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String dexOf(String coin) {
        return coin.contains(":") ? coin.substring(0, coin.indexOf(':')) : "";
    }

    private static boolean isSpot(String coin) {
        return coin.startsWith("@") || coin.contains("/");
    }

    private static boolean isMainPerp(String coin) {
        return !isSpot(coin) && !coin.contains(":") && !coin.startsWith("#");
    }
}
