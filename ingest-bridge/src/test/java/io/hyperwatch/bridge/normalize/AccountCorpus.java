package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.normalize.Corpus.Fixture;

import java.util.ArrayList;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.BUYER;
import static io.hyperwatch.bridge.normalize.Frames.HASH;
import static io.hyperwatch.bridge.normalize.Frames.HLP;
import static io.hyperwatch.bridge.normalize.Frames.LIQUIDATOR;
import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.SELLER;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static io.hyperwatch.bridge.normalize.Frames.fill;
import static io.hyperwatch.bridge.normalize.Frames.liquidation;

/** The part of the {@link Corpus} that is about accounts and vaults. */
final class AccountCorpus {

    private static final String ASKED = ",\"user\":\"" + MAKER + "\"";

    private AccountCorpus() {}

    /** Acknowledgements that tell which account a socket's nameless streams are about. */
    static List<String> prelude() {
        return List.of(
                AccountFrames.acknowledgement(1, "userEvents", VICTIM).text(),
                AccountFrames.acknowledgement(1, "orderUpdates", VICTIM).text());
    }

    static List<Fixture> all() {
        List<Fixture> all = new ArrayList<>(streams());
        all.addAll(events());
        all.addAll(answers());
        all.addAll(nodeLines());
        return all;
    }

    private static List<Fixture> streams() {
        return List.of(
                Corpus.frame(
                        "userFills",
                        "{\"isSnapshot\":true,\"user\":\"%s\",\"fills\":[%s]}"
                                .formatted(MAKER, liquidatingFill(7)),
                        "/data/fills"),
                Corpus.frame(
                        "userFills",
                        "{\"user\":\"%s\",\"fills\":[%s]}"
                                .formatted(MAKER, fill("@107", "B", "Buy", 8, "")),
                        "/data/fills"),
                Corpus.frame(
                        "userFundings",
                        "{\"user\":\"%s\",\"fundings\":[%s]}".formatted(MAKER, payment("ETH")),
                        "/data/fundings"),
                Corpus.frame(
                        "userNonFundingLedgerUpdates",
                        "{\"user\":\"%s\",\"nonFundingLedgerUpdates\":[%s]}"
                                .formatted(MAKER, entry(TIME, transfer())),
                        "/data/nonFundingLedgerUpdates"),
                Corpus.frame(
                        "userNonFundingLedgerUpdates",
                        "{\"isSnapshot\":true,\"user\":\"%s\",\"nonFundingLedgerUpdates\":[%s,%s]}"
                                .formatted(
                                        MAKER,
                                        entry(TIME, liquidated()),
                                        entry(TIME - 1_000, withdrawal())),
                        "/data/nonFundingLedgerUpdates"),
                Corpus.frame(
                        "orderUpdates",
                        "[{\"order\":%s,\"status\":\"open\",\"statusTimestamp\":%d},{\"order\":%s,\"status\":\"canceled\",\"statusTimestamp\":%d}]"
                                .formatted(order(1), TIME, order(2), TIME + 1),
                        "/data"),
                Corpus.frame(
                        "openOrders",
                        "{\"user\":\"%s\",\"dex\":\"\",\"orders\":[%s,%s]}"
                                .formatted(MAKER, order(3), trigger()),
                        null),
                Corpus.frame(
                        "clearinghouseState",
                        "{\"user\":\"%s\",\"dex\":\"xyz\",\"clearinghouseState\":%s}"
                                .formatted(MAKER, perpState()),
                        null),
                Corpus.frame(
                        "spotState",
                        "{\"user\":\"%s\",\"spotState\":%s}".formatted(MAKER, spotState()),
                        null));
    }

    /** Of the one channel {@code user}: each kind of event that becomes a record. */
    private static List<Fixture> events() {
        return List.of(
                Corpus.frame("user", "{\"fills\":[" + liquidatingFill(11) + "]}", "/data/fills"),
                Corpus.frame("user", "{\"funding\":" + payment("BTC") + "}", null),
                Corpus.frame(
                        "user",
                        "{\"liquidation\":{\"lid\":12,\"liquidator\":\"%s\",\"liquidated_user\":\"%s\",\"liquidated_ntl_pos\":\"1822.5\",\"liquidated_account_value\":\"35.25\"}}"
                                .formatted(LIQUIDATOR, VICTIM),
                        null),
                Corpus.frame(
                        "user",
                        "{\"nonUserCancel\":[{\"coin\":\"BTC\",\"oid\":5}]}",
                        "/data/nonUserCancel"),
                Corpus.frame(
                        "user",
                        "{\"twapSliceFills\":[{\"fill\":%s,\"twapId\":99}]}"
                                .formatted(fill("HYPE", "A", "Close Long", 13, "")),
                        "/data/twapSliceFills"));
    }

    private static List<Fixture> answers() {
        return List.of(
                Corpus.answer(
                        "userFills",
                        ASKED,
                        "[%s,%s]"
                                .formatted(
                                        liquidatingFill(21),
                                        fill("BTC", "A", "Close Long", 20, "")),
                        null),
                Corpus.answer(
                        "userFillsByTime",
                        ASKED + ",\"startTime\":1",
                        "[" + fill("ETH", "B", "Open Long", 22, "") + "]",
                        null),
                Corpus.answer(
                        "userFunding",
                        ASKED + ",\"startTime\":1",
                        "[{\"time\":%d,\"hash\":\"%s\",\"delta\":{\"type\":\"funding\",\"coin\":\"ETH\",\"usdc\":\"-3.6\",\"szi\":\"49.1\",\"fundingRate\":\"0.00004\",\"nSamples\":24}}]"
                                .formatted(TIME, HASH),
                        null),
                Corpus.answer(
                        "userNonFundingLedgerUpdates",
                        ASKED + ",\"startTime\":1",
                        "[%s,%s]"
                                .formatted(
                                        entry(TIME - 1_000, withdrawal()),
                                        entry(TIME, liquidated())),
                        null),
                Corpus.answer("openOrders", ASKED, "[" + order(31) + "]", null),
                Corpus.answer(
                        "frontendOpenOrders",
                        ASKED + ",\"dex\":\"xyz\"",
                        "[" + trigger() + "," + order(32) + "]",
                        null),
                Corpus.answer(
                        "historicalOrders",
                        ASKED,
                        "[{\"order\":%s,\"status\":\"filled\",\"statusTimestamp\":%d}]"
                                .formatted(trigger(), TIME),
                        ""),
                Corpus.answer("clearinghouseState", ASKED, perpState(), null),
                Corpus.answer("spotClearinghouseState", ASKED, spotState(), null),
                Corpus.answer("vaultDetails", ",\"vaultAddress\":\"" + HLP + "\"", vault(), null));
    }

    private static List<Fixture> nodeLines() {
        return List.of(
                Corpus.nodeLine(
                        "[\"%s\",%s]".formatted(BUYER, fill("BTC", "B", "Open Long", 41, "")),
                        null),
                Corpus.nodeLine(
                        "{\"local_time\":\"2026-07-22T01:35:16.5\",\"block_time\":\"2026-07-22T01:35:16.4\",\"block_number\":7,\"events\":[[\"%s\",%s],[\"%s\",%s]]}"
                                .formatted(
                                        BUYER,
                                        fill("ETH", "B", "Open Long", 42, ""),
                                        SELLER,
                                        liquidatingFill(42)),
                        "/events"));
    }

    private static String liquidatingFill(long tid) {
        return fill("HYPE", "A", "Close Long", tid, liquidation(VICTIM, "market"));
    }

    private static String payment(String coin) {
        return "{\"time\":%d,\"coin\":\"%s\",\"usdc\":\"-3.62\",\"szi\":\"49.1\",\"fundingRate\":\"0.0000417\",\"nSamples\":null}"
                .formatted(TIME, coin);
    }

    private static String entry(long timeMs, String delta) {
        return "{\"time\":%d,\"hash\":\"%s\",\"delta\":%s}".formatted(timeMs, HASH, delta);
    }

    private static String transfer() {
        return "{\"type\":\"spotTransfer\",\"token\":\"HYPE\",\"amount\":\"10.5\",\"usdcValue\":\"400.25\",\"user\":\"%s\",\"destination\":\"%s\",\"fee\":\"0.1\",\"nativeTokenFee\":\"0.0\",\"nonce\":null}"
                .formatted(BUYER, MAKER);
    }

    private static String withdrawal() {
        return "{\"type\":\"vaultWithdraw\",\"vault\":\"%s\",\"user\":\"%s\",\"requestedUsd\":\"100.0\",\"commission\":\"1.0\",\"closingCost\":\"0.5\",\"basis\":\"90.0\",\"netWithdrawnUsd\":\"98.5\"}"
                .formatted(HLP, MAKER);
    }

    private static String liquidated() {
        return "{\"type\":\"liquidation\",\"liquidatedNtlPos\":\"1822.5\",\"accountValue\":\"-3.25\",\"leverageType\":\"Isolated\",\"liquidatedPositions\":[{\"coin\":\"HYPE\",\"szi\":\"-50.0\"},{\"coin\":\"BTC\",\"szi\":\"0.1\"}]}";
    }

    private static String order(long oid) {
        return "{\"coin\":\"BTC\",\"side\":\"B\",\"limitPx\":\"66000.0\",\"sz\":\"2\",\"oid\":%d,\"timestamp\":%d,\"origSz\":\"3\"}"
                .formatted(oid, TIME);
    }

    private static String trigger() {
        return """
        {"coin":"xyz:SP500","side":"A","limitPx":"9.2037","sz":"0.0","oid":3184595907,"timestamp":%d,\
        "triggerCondition":"Price above 10.004","isTrigger":true,"triggerPx":"10.004","children":[{"oid":1}],\
        "isPositionTpsl":true,"reduceOnly":true,"orderType":"Take Profit Market","origSz":"12.5","tif":null,"cloid":"0xd9"}"""
                .formatted(TIME);
    }

    private static String perpState() {
        return """
        {"marginSummary":{"accountValue":"85076.66","totalNtlPos":"7535.24","totalRawUsd":"85124.76","totalMarginUsed":"2127.63"},\
        "crossMaintenanceMarginUsed":"888.22","withdrawable":"72130.09",\
        "assetPositions":[{"type":"oneWay","position":{"coin":"DYDX","szi":"-12160.7","leverage":{"type":"isolated","value":5,"rawUsd":"9.5"},\
        "entryPx":"0.2374","positionValue":"2881.47","unrealizedPnl":"-5.47","returnOnEquity":"-0.0094","liquidationPx":null,\
        "marginUsed":"576.29","maxLeverage":10,"cumFunding":{"allTime":"0.06","sinceOpen":"0.01","sinceChange":"0.0"}}}],"time":%d}"""
                .formatted(TIME);
    }

    private static String spotState() {
        return """
        {"balances":[{"coin":"USDC","token":0,"hold":"1.5","total":"14.625485","entryNtl":"0.0"},\
        {"coin":"HYPE","token":150,"total":"2","hold":"0"}]}""";
    }

    private static String vault() {
        return """
        {"name":"Hyperliquidity Provider (HLP)","vaultAddress":"%s","leader":"%s","description":"long","apr":0.36,\
        "portfolio":[["day",{"accountValueHistory":[[%d,"329265410.9"],[%d,"329265411.5"]],"pnlHistory":[[%d,"0.0"]],"vlm":"0.0"}]],\
        "followers":[],"isClosed":false,"relationship":{"type":"parent","data":{"childAddresses":["%s"]}},"allowDeposits":true}"""
                .formatted(HLP, MAKER, TIME - 60_000, TIME, TIME, LIQUIDATOR);
    }
}
