package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.Set;
import java.util.stream.Stream;

import static io.hyperwatch.bridge.normalize.Frames.BUYER;
import static io.hyperwatch.bridge.normalize.Frames.HASH;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.SELLER;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static io.hyperwatch.bridge.normalize.Frames.trades;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class MalformedFramesTest {

    private static final String GOOD = Frames.trade(1);

    private static Stream<Arguments> badTrades() {
        return Stream.of(
                bad("not a number", GOOD.replace("66373.0", "NaN"), Fault.BAD_NUMBER, "px"),
                bad("infinity", GOOD.replace("66373.0", "Infinity"), Fault.BAD_NUMBER, "px"),
                bad("exponent", GOOD.replace("66373.0", "1e999"), Fault.BAD_NUMBER, "px"),
                bad("small exponent", GOOD.replace("66373.0", "1e-30"), Fault.BAD_NUMBER, "px"),
                bad("400 digits", GOOD.replace("66373.0", "9".repeat(400)), Fault.BAD_NUMBER, "px"),
                bad(
                        "19 digits before the point",
                        GOOD.replace("66373.0", "1" + "0".repeat(18)),
                        Fault.BAD_NUMBER,
                        "px"),
                bad("zero price", GOOD.replace("66373.0", "0.0"), Fault.BAD_NUMBER, "px"),
                bad("negative price", GOOD.replace("66373.0", "-1"), Fault.BAD_NUMBER, "px"),
                bad("zero size", GOOD.replace("0.0009", "0"), Fault.BAD_NUMBER, "sz"),
                bad("negative size", GOOD.replace("0.0009", "-0.1"), Fault.BAD_NUMBER, "sz"),
                bad("empty number", GOOD.replace("0.0009", ""), Fault.BAD_NUMBER, "sz"),
                bad(
                        "digits of another script",
                        GOOD.replace("0.0009", "٣"),
                        Fault.BAD_NUMBER,
                        "sz"),
                bad(
                        "number instead of text",
                        GOOD.replace("\"66373.0\"", "66373.0"),
                        Fault.WRONG_TYPE,
                        "px"),
                bad(
                        "text instead of number",
                        GOOD.replace("\"tid\":1", "\"tid\":\"1\""),
                        Fault.WRONG_TYPE,
                        "tid"),
                bad("fraction", GOOD.replace("\"tid\":1", "\"tid\":1.5"), Fault.WRONG_TYPE, "tid"),
                bad(
                        "id beyond 64 bits",
                        GOOD.replace("\"tid\":1", "\"tid\":9223372036854775808"),
                        Fault.BAD_NUMBER,
                        "tid"),
                bad(
                        "negative id",
                        GOOD.replace("\"tid\":1", "\"tid\":-1"),
                        Fault.BAD_NUMBER,
                        "tid"),
                bad("null", GOOD.replace("\"66373.0\"", "null"), Fault.MISSING_FIELD, "px"),
                bad(
                        "missing field",
                        GOOD.replace("\"sz\":\"0.0009\",", ""),
                        Fault.MISSING_FIELD,
                        "sz"),
                bad("unknown side", GOOD.replace("\"B\"", "\"S\""), Fault.BAD_VALUE, "side"),
                bad("no hash", GOOD.replace(HASH, ""), Fault.BAD_VALUE, "hash"),
                bad(
                        "half a surrogate pair",
                        GOOD.replace(HASH, "\\ud800"),
                        Fault.BAD_VALUE,
                        "hash"),
                bad("unknown coin", GOOD.replace("BTC", "@123"), Fault.UNKNOWN_COIN, "coin"),
                bad("coin in wrong case", GOOD.replace("BTC", "btc"), Fault.UNKNOWN_COIN, "coin"),
                bad("seconds", GOOD.replace("" + TIME, "" + TIME / 1_000), Fault.BAD_TIME, "time"),
                bad("microseconds", GOOD.replace("" + TIME, TIME + "000"), Fault.BAD_TIME, "time"),
                bad("zero time", GOOD.replace("" + TIME, "0"), Fault.BAD_TIME, "time"),
                bad("negative time", GOOD.replace("" + TIME, "-" + TIME), Fault.BAD_TIME, "time"),
                bad(
                        "more than a minute ahead",
                        GOOD.replace("" + TIME, "" + (RECEIVED + 60_001)),
                        Fault.BAD_TIME,
                        "time"),
                bad("one user", GOOD.replace("\"" + BUYER + "\",", ""), Fault.BAD_USERS, "users"),
                bad(
                        "three users",
                        GOOD.replace("\"" + BUYER + "\"", "\"" + BUYER + "\",\"" + SELLER + "\""),
                        Fault.BAD_USERS,
                        "users"),
                bad(
                        "users as text",
                        GOOD.replaceAll("\\[.*]", "\"" + BUYER + "\""),
                        Fault.WRONG_TYPE,
                        "users"),
                bad("short address", GOOD.replace(BUYER, "0x20bc"), Fault.BAD_ADDRESS, "users[0]"),
                bad(
                        "null address",
                        GOOD.replace("\"" + SELLER + "\"", "null"),
                        Fault.WRONG_TYPE,
                        "users[1]"),
                arguments("text", "\"oops\"", Fault.WRONG_TYPE, "data[1]:"),
                arguments("null element", "null", Fault.MISSING_FIELD, "data[1]:"));
    }

    private static Arguments bad(String name, String trade, Fault fault, String field) {
        return arguments(name, trade, fault, "data[1]." + field + ":");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTrades")
    void aBadTradeNamesItsFieldAndLeavesTheGoodOne(
            String name, String bad, Fault fault, String reasonStart) {
        Normalized normalized = normalize(trades(GOOD, bad));

        assertThat(normalized.faults()).containsExactly(fault);
        DeadLetter letter = onlyDeadLetter(normalized);
        assertThat(letter.reason()).startsWith(reasonStart);
        assertThat(letter.payload()).isEqualTo(bad);
        assertThat(letter.receivedAtMs()).isEqualTo(RECEIVED);
        assertThat(normalized.records()).hasSize(2);
    }

    private static Stream<Arguments> badFrames() {
        return Stream.of(
                arguments("{\"channel\":\"trades\",\"data\":[", Fault.NOT_JSON, "ws"),
                arguments("\uFEFF" + trades(GOOD), Fault.NOT_JSON, "ws"),
                arguments("<html>502</html>", Fault.NOT_JSON, "ws"),
                arguments("", Fault.NOT_JSON, "ws"),
                arguments(trades(GOOD) + trades(GOOD), Fault.NOT_JSON, "ws"),
                arguments(trades(GOOD.replace("\"66373.0\"", "NaN")), Fault.NOT_JSON, "ws"),
                arguments(trades(GOOD.replaceFirst("\\{", "{\"px\":\"1\",")), Fault.NOT_JSON, "ws"),
                arguments("[".repeat(100_000), Fault.NOT_JSON, "ws"),
                arguments("{\"a\":".repeat(70) + "1" + "}".repeat(70), Fault.NOT_JSON, "ws"),
                arguments("[]", Fault.WRONG_TYPE, "ws"),
                arguments("17", Fault.WRONG_TYPE, "ws"),
                arguments("{}", Fault.MISSING_FIELD, "ws"),
                arguments("{\"channel\":7}", Fault.WRONG_TYPE, "ws"),
                arguments("{\"channel\":\"\"}", Fault.BAD_VALUE, "ws"),
                arguments("{\"channel\":\"a\\u0000b\"}", Fault.BAD_VALUE, "ws"),
                arguments("{\"channel\":\"%s\"}".formatted("a".repeat(129)), Fault.BAD_VALUE, "ws"),
                arguments(
                        "{\"channel\":\"orderbook\",\"data\":[]}",
                        Fault.UNKNOWN_CHANNEL,
                        "ws:orderbook"),
                arguments("{\"channel\":\"trades\"}", Fault.MISSING_FIELD, "ws:trades"),
                arguments("{\"channel\":\"trades\",\"data\":{}}", Fault.WRONG_TYPE, "ws:trades"),
                arguments("{\"channel\":\"bbo\",\"data\":null}", Fault.MISSING_FIELD, "ws:bbo"),
                arguments(
                        "{\"channel\":\"bbo\",\"data\":{\"coin\":\"BTC\",\"time\":%d,\"bbo\":[null]}}"
                                .formatted(TIME),
                        Fault.BAD_VALUE,
                        "ws:bbo"),
                arguments(
                        "{\"channel\":\"allMids\",\"data\":{}}", Fault.MISSING_FIELD, "ws:allMids"),
                arguments(
                        "{\"channel\":\"activeAssetCtx\",\"data\":{\"coin\":\"SP500\",\"ctx\":{}}}",
                        Fault.UNKNOWN_COIN,
                        "ws:activeAssetCtx"),
                arguments(
                        "{\"channel\":\"userFills\",\"data\":{\"user\":\"me\",\"fills\":[]}}",
                        Fault.BAD_ADDRESS,
                        "ws:userFills"),
                arguments(
                        "{\"channel\":\"userFills\",\"data\":{\"user\":\"%s\"}}".formatted(BUYER),
                        Fault.MISSING_FIELD,
                        "ws:userFills"),
                arguments("{\"channel\":\"error\",\"data\":{}}", Fault.WRONG_TYPE, "ws:error"),
                arguments(
                        "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"subscribe\"}}",
                        Fault.MISSING_FIELD,
                        "ws:subscriptionResponse"));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void aBadFrameBecomesOneDeadLetterWithItsText(String text, Fault fault, String origin) {
        Normalized normalized = normalize(text);

        assertThat(normalized.faults()).containsExactly(fault);
        DeadLetter letter = onlyDeadLetter(normalized);
        assertThat(letter.origin()).isEqualTo(origin);
        assertThat(letter.payload())
                .isEqualTo(
                        text.substring(0, Math.min(text.length(), DeadLetter.MAX_PAYLOAD_CHARS)));
        assertThat(normalized.json()).isEqualTo(fault != Fault.NOT_JSON);
    }

    @Test
    void aFrameWithHalfASurrogatePairCanStillBeWritten() {
        Normalized normalized = normalize("\ud800 oops");

        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo("\uFFFD oops");
    }

    @Test
    void aGiganticChannelIsNotEchoed() {
        Normalized normalized =
                normalize("{\"channel\":\"%s\"}".formatted("\uD83D\uDE00".repeat(200_000)));

        assertThat(onlyDeadLetter(normalized).origin()).isEqualTo("ws");
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("channel: 1 to 128 printable characters expected");
        assertThat(normalized.records().get(0).key()).isEqualTo("ws");
    }

    @Test
    void aReasonThatQuotesTheInputIsCut() {
        String coin = "\uD83D\uDE00".repeat(1_000);
        Normalizer normalizer =
                new Normalizer(
                        Frames.EPOCH, new Watchlist(Set.of(coin), false, Frames.HLP, Set.of()));

        Normalized normalized =
                normalizer.normalize(
                        Frames.frame(
                                "{\"channel\":\"allMids\",\"data\":{\"mids\":{\"%s\":1}}}"
                                        .formatted(coin)));

        assertThat(onlyDeadLetter(normalized).reason())
                .startsWith("data.mids.\uD83D\uDE00")
                .hasSize(Drafts.MAX_QUOTING_CHARS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00", "\u0000", "\u20AC", "\ud800"})
    void theLargestDeadLetterFitsIntoAKafkaRecord(String costly) {
        Normalized normalized = normalize(costly.repeat(400_000));

        assertThat(onlyDeadLetter(normalized).payload()).hasSize(DeadLetter.MAX_PAYLOAD_CHARS);
        assertThat(normalized.records().get(0).value().length).isLessThan(400_000);
    }

    @Test
    void anArrayOfAHundredThousandBadElementsIsReadInOneGo() {
        Normalized normalized =
                normalize(trades(Collections.nCopies(100_000, "{}").toArray(String[]::new)));

        assertThat(normalized.records())
                .hasSize(100_000)
                .allSatisfy(r -> assertThat(r.topic()).isEqualTo(Topic.DEAD_LETTERS));
    }

    @Test
    void anAnswerThatIsAnErrorPageIsADeadLetter() {
        Normalized normalized =
                Frames.normalizer()
                        .normalize(
                                Frames.answer(RECEIVED, "{\"type\":\"meta\"}", "<html>403</html>"));

        assertThat(onlyDeadLetter(normalized).origin()).isEqualTo("rest:meta");
        assertThat(normalized.faults()).containsExactly(Fault.NOT_JSON);
    }
}
