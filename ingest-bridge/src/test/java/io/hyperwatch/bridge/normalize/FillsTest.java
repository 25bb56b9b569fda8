package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Side;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.LIQUIDATOR;
import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static io.hyperwatch.bridge.normalize.Frames.event;
import static io.hyperwatch.bridge.normalize.Frames.fill;
import static io.hyperwatch.bridge.normalize.Frames.liquidation;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static io.hyperwatch.bridge.normalize.Frames.userFills;
import static org.assertj.core.api.Assertions.assertThat;

class FillsTest {

    private static final String LIVE = "";
    private static final String SNAPSHOT = "\"isSnapshot\":true,";

    private static Fill only(Normalized normalized) {
        assertThat(normalized.records()).hasSize(1);
        return event(normalized.records().get(0), Fill.class);
    }

    @Test
    void aLiveFillKeepsEveryField() {
        Normalized normalized =
                normalize(userFills(VICTIM, LIVE, fill("HYPE", "A", "Close Long", 7, "")));

        Envelope envelope = normalized.records().get(0);
        assertThat(envelope.topic()).isEqualTo(Topic.FILLS);
        assertThat(envelope.key()).isEqualTo(VICTIM);
        assertThat(envelope.timestampMs()).isEqualTo(TIME);
        assertThat(envelope.header(HeaderNames.SNAPSHOT)).isEmpty();
        assertThat(only(normalized))
                .isEqualTo(
                        new Fill(
                                VICTIM,
                                "HYPE",
                                Side.A,
                                new BigDecimal("36.45"),
                                new BigDecimal("50.0"),
                                TIME,
                                new BigDecimal("50.0"),
                                "Close Long",
                                new BigDecimal("-109.85"),
                                Frames.HASH,
                                207838246357L,
                                true,
                                new BigDecimal("0.820125"),
                                "USDC",
                                7,
                                null,
                                null,
                                null));
    }

    @Test
    void bothSidesOfALiquidationCarryTheSameMark() {
        LiquidationMark mark =
                new LiquidationMark(
                        VICTIM, new BigDecimal("36.454"), LiquidationMethod.MARKET, false);
        String object = liquidation(VICTIM, "market");

        Fill victims =
                only(
                        normalize(
                                userFills(
                                        VICTIM, LIVE, fill("HYPE", "A", "Close Long", 7, object))));
        Fill makers =
                only(normalize(userFills(MAKER, LIVE, fill("HYPE", "B", "Open Long", 7, object))));

        assertThat(victims.liquidation()).isEqualTo(mark);
        assertThat(makers.liquidation()).isEqualTo(mark);
        assertThat(makers.tradeIdentity()).isEqualTo(victims.tradeIdentity());
    }

    @Test
    void aBackstopNamesItsMethodAndItsVictim() {
        Fill fill =
                only(
                        normalize(
                                userFills(
                                        LIQUIDATOR,
                                        "\"isSnapshot\":false,",
                                        fill(
                                                "HYPE",
                                                "B",
                                                "Liquidated Cross Long",
                                                7,
                                                liquidation(
                                                        VICTIM.toUpperCase().replace("0X", "0x"),
                                                        "backstop")))));

        assertThat(fill.liquidation().method()).isEqualTo(LiquidationMethod.BACKSTOP);
        assertThat(fill.liquidation().liquidatedUser()).isEqualTo(VICTIM);
        assertThat(fill.liquidation().liquidatedIsHlp()).isFalse();
    }

    @Test
    void autoDeleveragingIsRecognisedByItsHlpVictim() {
        Fill fill =
                only(
                        normalize(
                                userFills(
                                        MAKER,
                                        LIVE,
                                        fill(
                                                "HYPE",
                                                "B",
                                                Fill.AUTO_DELEVERAGING,
                                                7,
                                                liquidation(LIQUIDATOR, "backstop")))));

        assertThat(fill.direction()).isEqualTo("Auto-Deleveraging");
        assertThat(fill.liquidation().liquidatedIsHlp()).isTrue();
    }

    @Test
    void anHlpVictimThatIsNotNamedIsTheLiquidatedOwnerOfTheFill() {
        String unnamed = "\"liquidation\":{\"markPx\":\"36.454\",\"method\":\"backstop\"},";
        String liquidated = fill("HYPE", "A", "Liquidated Cross Long", 7, unnamed);
        String counterpart = fill("HYPE", "B", "Open Long", 7, unnamed);

        LiquidationMark hlp =
                only(normalize(userFills(LIQUIDATOR, LIVE, liquidated))).liquidation();
        LiquidationMark other = only(normalize(userFills(VICTIM, LIVE, liquidated))).liquidation();
        LiquidationMark taker =
                only(normalize(userFills(LIQUIDATOR, LIVE, counterpart))).liquidation();

        assertThat(hlp.liquidatedUser()).isNull();
        assertThat(hlp.liquidatedIsHlp()).isTrue();
        assertThat(other.liquidatedIsHlp()).isFalse();
        assertThat(taker.liquidatedIsHlp()).isFalse();
    }

    @Test
    void aNamedVictimWinsOverTheOwnerOfTheFill() {
        String frame =
                userFills(
                        LIQUIDATOR,
                        LIVE,
                        fill(
                                "HYPE",
                                "B",
                                "Liquidated Cross Long",
                                7,
                                liquidation(VICTIM, "backstop")));

        assertThat(only(normalize(frame)).liquidation().liquidatedIsHlp()).isFalse();
    }

    @Test
    void childrenOfTheVaultAreLearntFromTheAnswerBeforeTheFill() {
        Normalizer normalizer = Frames.normalizer();
        Fill before = only(normalizer.normalize(Frames.frame(backstop(7))));
        normalizer.normalize(
                Frames.answer(
                        RECEIVED,
                        "{\"type\":\"vaultDetails\",\"vaultAddress\":\"%s\"}".formatted(Frames.HLP),
                        "{\"relationship\":{\"type\":\"parent\",\"data\":{\"childAddresses\":[\"%s\"]}}}"
                                .formatted(VICTIM)));
        Fill after = only(normalizer.normalize(Frames.frame(backstop(8))));

        assertThat(before.liquidation().liquidatedIsHlp()).isFalse();
        assertThat(after.liquidation().liquidatedIsHlp()).isTrue();
    }

    private static String backstop(long tid) {
        return userFills(
                MAKER, LIVE, fill("HYPE", "B", "Open Long", tid, liquidation(VICTIM, "backstop")));
    }

    @Test
    void aSnapshotIsMarkedAndEndsWithAControlRecord() {
        Normalized normalized =
                normalize(
                        userFills(
                                VICTIM,
                                SNAPSHOT,
                                fill("HYPE", "A", "Close Long", 2, ""),
                                fill("@107", "B", "Buy", 1, "")));

        List<Envelope> records = normalized.records();
        assertThat(records).hasSize(3);
        assertThat(records)
                .allSatisfy(r -> assertThat(r.header(HeaderNames.SNAPSHOT)).contains("true"))
                .allSatisfy(r -> assertThat(r.key()).isEqualTo(VICTIM));
        Envelope end = records.get(2);
        assertThat(end.header(HeaderNames.KIND)).contains(HeaderNames.SNAPSHOT_END);
        assertThat(end.value()).isNull();
        assertThat(end.timestampMs()).isEqualTo(RECEIVED);
        assertThat(end.header(HeaderNames.SEQUENCE)).contains(Frames.EPOCH + ".3");
        assertThat(end.header(HeaderNames.LAST)).isEmpty();
        assertThat(records.get(1).header(HeaderNames.LAST)).contains("true");
    }

    @Test
    void aSnapshotWrittenNewestFirstLeavesInExecutionOrder() {
        String older =
                fill("HYPE", "A", "Close Long", 1, "")
                        .replace(Long.toString(TIME), Long.toString(TIME - 1_000));
        String newer = fill("HYPE", "A", "Close Long", 3, "");
        String sameBlockEarlier = fill("HYPE", "A", "Close Long", 2, "");

        List<Envelope> records =
                normalize(userFills(VICTIM, SNAPSHOT, newer, sameBlockEarlier, older)).records();

        assertThat(records.subList(0, 3))
                .extracting(record -> event(record, Fill.class).tid())
                .containsExactly(1L, 2L, 3L);
        assertThat(records.get(2).header(HeaderNames.LAST)).contains("true");
        assertThat(records.get(3).header(HeaderNames.KIND)).contains(HeaderNames.SNAPSHOT_END);
    }

    @Test
    void anEmptySnapshotStillEnds() {
        Normalized normalized = normalize(userFills(VICTIM, SNAPSHOT));

        assertThat(normalized.records())
                .singleElement()
                .satisfies(
                        r ->
                                assertThat(r.header(HeaderNames.KIND))
                                        .contains(HeaderNames.SNAPSHOT_END));
    }

    @Test
    void aBadFillDoesNotTakeItsSnapshotWithIt() {
        String bad = fill("HYPE", "A", "Close Long", 2, "\"liquidation\":true,");

        Normalized normalized =
                normalize(userFills(VICTIM, SNAPSHOT, bad, fill("HYPE", "A", "Close Long", 3, "")));

        assertThat(normalized.records())
                .extracting(Envelope::topic)
                .containsExactly(Topic.DEAD_LETTERS, Topic.FILLS, Topic.FILLS);
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("data.fills[0].liquidation: an object expected, got boolean");
        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo(bad);
    }

    @Test
    void theUserOfAFrameBecomesLowerCase() {
        Normalized normalized =
                normalize(
                        userFills(
                                "0x" + VICTIM.substring(2).toUpperCase(),
                                LIVE,
                                fill("HYPE", "A", "Close Long", 7, "")));

        assertThat(normalized.records().get(0).key()).isEqualTo(VICTIM);
    }

    @Test
    void unknownDisplayTextsAndMethodsAreKept() {
        Fill fill =
                only(
                        normalize(
                                userFills(
                                        MAKER,
                                        LIVE,
                                        fill(
                                                "#12",
                                                "B",
                                                "Something New",
                                                7,
                                                liquidation(VICTIM, "auction")))));

        assertThat(fill.direction()).isEqualTo("Something New");
        assertThat(fill.liquidation().method()).isEqualTo(LiquidationMethod.UNKNOWN);
    }

    @Test
    void aMarkPriceMayComeAsANumberAsTheDocumentationSays() {
        String object = liquidation(VICTIM, "market").replace("\"36.454\"", "36.454");

        Fill fill = only(normalize(userFills(MAKER, LIVE, fill("HYPE", "B", "Buy", 7, object))));

        assertThat(fill.liquidation().markPrice()).isEqualTo("36.454");
    }

    @Test
    void aGiganticMarkPriceIsADeadLetter() {
        String object = liquidation(VICTIM, "market").replace("\"36.454\"", "1e999999999");

        Normalized normalized =
                normalize(userFills(MAKER, LIVE, fill("HYPE", "B", "Buy", 7, object)));

        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("data.fills[0].liquidation.markPx: number too long");
    }

    @Test
    void anOutcomeThatSettlesWorthlessIsAFill() {
        String settled =
                fill("#12", "A", "Settlement", 7, "").replace("\"px\":\"36.45\"", "\"px\":\"0\"");

        assertThat(only(normalize(userFills(MAKER, LIVE, settled))).price()).isEqualTo("0");
    }

    @Test
    void aNegativePriceAndAFillOfNothingAreDeadLetters() {
        String negative = fill("#12", "A", "Settlement", 7, "").replace("36.45", "-1");
        String nothing =
                fill("#12", "A", "Settlement", 7, "").replace("\"sz\":\"50.0\"", "\"sz\":\"0\"");

        assertThat(onlyDeadLetter(normalize(userFills(MAKER, LIVE, negative))).reason())
                .isEqualTo("data.fills[0].px: negative: -1");
        assertThat(onlyDeadLetter(normalize(userFills(MAKER, LIVE, nothing))).reason())
                .isEqualTo("data.fills[0].sz: not positive: 0");
    }

    @Test
    void fillsOf2023LackTwoFieldsAndStayApart() {
        String old =
                fill("SUI", "A", "Close Long", 1, "")
                        .replace("\"tid\":1,", "")
                        .replace("\"feeToken\":\"USDC\",", "")
                        .replace(Long.toString(TIME), "1683245884863");
        String next = old.replace("\"startPosition\":\"50.0\"", "\"startPosition\":\"20.0\"");

        List<Fill> fills = Frames.events(normalize(userFills(MAKER, LIVE, old, next)), Fill.class);

        assertThat(fills).extracting(Fill::feeToken).containsOnly("USDC");
        assertThat(fills).hasSize(2).allSatisfy(fill -> assertThat(fill.tid()).isNegative());
        assertThat(fills).extracting(Fill::identity).doesNotHaveDuplicates();
    }

    @Test
    void aFillOfTodayWithoutThemIsADeadLetter() {
        String broken = fill("SUI", "A", "Close Long", 1, "").replace("\"tid\":1,", "");

        assertThat(onlyDeadLetter(normalize(userFills(MAKER, LIVE, broken))).reason())
                .isEqualTo("data.fills[0].tid: missing");
    }
}
