package io.hyperwatch.replay;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.normalize.Watchlist;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;

/**
 * Looks through a file for what its bridge was set to, where the file does not say it: the coins
 * that were subscribed, asked for or reported, the rounding of books, the HLP vault. Mids alone
 * make a coin wanted only where nothing else names any: one message names them all.
 */
final class CoinScan {

    private final TreeSet<String> coins = new TreeSet<>();
    private final TreeSet<String> mids = new TreeSet<>();
    private Integer bookSigFigs;
    private boolean testnet;
    private boolean mainnet;

    private CoinScan() {}

    /**
     * @throws IOException when the file cannot be opened
     */
    static Watchlist watchlist(Path file) throws IOException {
        CoinScan scan = new CoinScan();
        Complaints silent = new Complaints(complaint -> {});
        try (RecordedFile lines = RecordedFile.open(file, silent)) {
            for (RecordedLine line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof RecordedLine.Received received) {
                    scan.see(received.input());
                }
            }
        }
        return scan.watchlist();
    }

    private Watchlist watchlist() {
        String vault =
                testnet && !mainnet ? AccountPlaces.TESTNET_VAULT : AccountPlaces.MAINNET_VAULT;
        return new Watchlist(
                coins.isEmpty() ? mids : coins,
                false,
                vault,
                AccountPlaces.knownChildren(vault),
                bookSigFigs);
    }

    private void see(Input input) {
        try {
            if (input instanceof Input.Frame frame) {
                seeFrame(WireJson.parse(frame.text()));
            } else if (input instanceof Input.Answer answer) {
                seeRequest(WireJson.parse(answer.request()));
            }
        } catch (MalformedFrameException e) {
            // The normalizer will say so.
            return;
        }
    }

    private void seeFrame(JsonNode frame) {
        JsonNode data = frame.path("data");
        switch (frame.path("channel").asText()) {
            case "subscriptionResponse" -> {
                JsonNode subscription = data.path("subscription");
                add(subscription.path("coin"));
                JsonNode sigFigs = subscription.path("nSigFigs");
                if (sigFigs.isInt()) {
                    bookSigFigs = sigFigs.intValue();
                }
            }
            case "trades" -> data.forEach(trade -> add(trade.path("coin")));
            case "bbo", "l2Book", "activeAssetCtx", "activeSpotAssetCtx" -> add(data.path("coin"));
            case "candle" -> add(data.path("s"));
            case "allMids" -> data.path("mids").fieldNames().forEachRemaining(mids::add);
            default -> {
                // names accounts, not coins
            }
        }
    }

    private void seeRequest(JsonNode request) {
        add(request.path("coin"));
        add(request.path("req").path("coin"));
        String vault = request.path("vaultAddress").asText();
        mainnet |= vault.equals(AccountPlaces.MAINNET_VAULT);
        testnet |= vault.equals(AccountPlaces.TESTNET_VAULT);
    }

    private void add(JsonNode coin) {
        if (coin.isTextual()) {
            coins.add(coin.textValue());
        }
    }
}
