package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.check.Simulation.Mismatch;
import io.hyperwatch.bridge.check.Simulation.Missed;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class PositionsTest {

    private static final String USER = "0x109a000000000000000000000000000000000001";
    private static final String FILLS = "userFills:" + USER;
    private static final String STATE = "clearinghouseState:" + USER;
    private static final long MINUTE_MS = 60_000;

    private final Simulation simulation = new Simulation();

    /** True positions by coin. */
    private final Map<String, BigDecimal> positions = new HashMap<>();

    private long lastTid;

    @BeforeEach
    void followsOneAccount() {
        simulation.checks.plan(List.of(), List.of("xyz"), List.of(USER));
        simulation.exchange = request -> state();
    }

    private Fill fill(String coin, Side side, String size) {
        BigDecimal before = positions.getOrDefault(coin, BigDecimal.ZERO);
        BigDecimal change = new BigDecimal(size);
        positions.put(coin, side == Side.B ? before.add(change) : before.subtract(change));
        return new Fill(
                USER,
                coin,
                side,
                BigDecimal.TEN,
                change,
                simulation.epochMs(),
                before,
                "Open Long",
                BigDecimal.ZERO,
                "0x0",
                1,
                true,
                BigDecimal.ZERO,
                "USDC",
                ++lastTid,
                null,
                null,
                null);
    }

    private String state() {
        List<String> rows = new ArrayList<>();
        positions.forEach(
                (coin, size) -> {
                    if (size.signum() != 0) {
                        rows.add(
                                "{\"position\":{\"coin\":\"%s\",\"szi\":\"%s\"}}"
                                        .formatted(coin, size.toPlainString()));
                    }
                });
        return "{\"assetPositions\":[" + String.join(",", rows) + "]}";
    }

    private void stream(Fill fill) {
        simulation.observe(fill);
        simulation.run(0);
    }

    @Test
    void findsAFillThatNeverCame() {
        Fill first = fill("BTC", Side.B, "2");
        stream(first);
        simulation.run(1_000);
        fill("BTC", Side.A, "0.5");
        simulation.run(1_000);
        stream(fill("BTC", Side.B, "1"));

        assertThat(simulation.missed).containsExactly(new Missed(FILLS, first.timeMs()));
        assertThat(simulation.mismatches).hasSize(1);
        assertThat(simulation.mismatches.get(0).stream()).isEqualTo(FILLS);
        assertThat(simulation.mismatches.get(0).expected()).isEqualByComparingTo("1.5");
        assertThat(simulation.mismatches.get(0).actual()).isEqualByComparingTo("2");

        simulation.run(1_000);
        stream(fill("BTC", Side.B, "1"));
        assertThat(simulation.missed).hasSize(1);
    }

    @Test
    void aFillThatIsFetchedLaterBreaksNothing() {
        stream(fill("BTC", Side.B, "1"));
        simulation.run(1_000);
        Fill lost = fill("BTC", Side.B, "1");
        simulation.run(1_000);
        // The position of the fetched fill happens to be the one known last.
        stream(fill("BTC", Side.A, "1"));
        assertThat(simulation.missed).hasSize(1);
        simulation.observe(lost, Source.BACKFILL);
        simulation.run(2 * MINUTE_MS);
        stream(fill("BTC", Side.B, "5"));

        assertThat(simulation.missed).hasSize(1);
    }

    @Test
    void aFetchedFillOfTheSameBlockLeavesThePositionOpen() {
        stream(fill("BTC", Side.B, "1"));
        simulation.run(MINUTE_MS);
        Fill lost = fill("BTC", Side.B, "1");
        stream(fill("BTC", Side.A, "1"));
        simulation.observe(lost, Source.BACKFILL);
        simulation.run(MINUTE_MS);
        stream(fill("BTC", Side.B, "5"));
        assertThat(simulation.missed).hasSize(1);
        simulation.run(MINUTE_MS);
        fill("BTC", Side.B, "5");
        stream(fill("BTC", Side.B, "5"));

        assertThat(simulation.missed).hasSize(2);
    }

    @Test
    void whatAnOpenGapCoversIsNoFinding() {
        Fill first = fill("BTC", Side.B, "2");
        stream(first);
        simulation.opened(FILLS, first.timeMs() - 5_000);
        simulation.run(1_000);
        fill("BTC", Side.A, "0.5");
        stream(fill("BTC", Side.B, "1"));

        assertThat(simulation.missed).isEmpty();
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void whatTheRepairDoesNotReachIsToldAfterIt() {
        Fill old = fill("BTC", Side.B, "2");
        stream(old);
        simulation.run(MINUTE_MS);
        simulation.opened(FILLS, old.timeMs() + 30_000);
        fill("BTC", Side.A, "0.5");
        stream(fill("BTC", Side.B, "1"));
        simulation.run(10_000);
        assertThat(simulation.missed).isEmpty();

        simulation.closed(
                FILLS, old.timeMs() + 30_000, simulation.epochMs(), CoverageEvent.BACKFILL);
        simulation.run(10_000);

        assertThat(simulation.missed).containsExactly(new Missed(FILLS, old.timeMs()));
    }

    @Test
    void spotAndStrangersAreLeftAlone() {
        for (String coin : List.of("@107", "PURR/USDC", "#12")) {
            stream(fill(coin, Side.B, "2"));
            fill(coin, Side.A, "0.5");
            stream(fill(coin, Side.B, "1"));
        }
        simulation.checks.plan(List.of(), List.of(), List.of());
        stream(fill("BTC", Side.B, "2"));
        fill("BTC", Side.A, "0.5");
        stream(fill("BTC", Side.B, "1"));
        simulation.run(10 * MINUTE_MS);

        assertThat(simulation.missed).isEmpty();
        assertThat(simulation.asked).isEmpty();
    }

    @Test
    void restFindsTheFillAfterWhichNothingCame() {
        Fill first = fill("xyz:SP500", Side.B, "2");
        stream(first);
        simulation.run(MINUTE_MS);
        fill("xyz:SP500", Side.A, "2");

        simulation.run(5 * MINUTE_MS);

        assertThat(simulation.asked.get(0).json()).contains("\"dex\":\"xyz\"");
        assertThat(simulation.missed).containsExactly(new Missed(FILLS, first.timeMs()));
        assertThat(simulation.mismatches)
                .containsExactly(
                        new Mismatch(
                                STATE + ":xyz",
                                BigDecimal.ZERO,
                                new BigDecimal("2"),
                                "xyz:SP500: the fills leave another position"));
        // Neither REST again nor the next fill finds the same.
        simulation.run(10 * MINUTE_MS);
        stream(fill("xyz:SP500", Side.B, "1"));
        assertThat(simulation.missed).hasSize(1);
    }

    @Test
    void aFillCloseToTheAnswerIsNoFinding() {
        stream(fill("BTC", Side.B, "2"));
        String[] known = {state()};
        long[] filledMs = {0};
        simulation.exchange =
                request -> {
                    // REST knows of a fill 30 s late; one comes with every third minute's question.
                    long nowMs = simulation.epochMs();
                    if (nowMs - filledMs[0] > MINUTE_MS) {
                        known[0] = state();
                        filledMs[0] = nowMs;
                        simulation.in(1_000, () -> simulation.observe(fill("BTC", Side.B, "1")));
                    } else if (nowMs - filledMs[0] > 30_000) {
                        known[0] = state();
                    }
                    return known[0];
                };

        simulation.run(30 * MINUTE_MS);

        assertThat(simulation.asked).hasSizeGreaterThan(8);
        assertThat(simulation.missed).isEmpty();
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void oneOddAnswerIsNoFinding() {
        stream(fill("BTC", Side.B, "2"));
        simulation.exchange =
                request -> simulation.asked.size() % 2 == 1 ? "{\"assetPositions\":[]}" : state();

        simulation.run(20 * MINUTE_MS);

        assertThat(simulation.asked).hasSizeGreaterThan(8);
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void noAnswerOrAnUnreadableOneSaysNothing() {
        stream(fill("BTC", Side.B, "2"));
        for (String body :
                new String[] {null, "null", "[]", "{}", "{\"assetPositions\":[{}]}", "x"}) {
            simulation.exchange = request -> body;
            simulation.run(6 * MINUTE_MS);
        }

        assertThat(simulation.asked).hasSizeGreaterThan(10);
        assertThat(simulation.mismatches).isEmpty();
    }

    /** The reference looks at all fills: a run of lost ones that moved the position is missed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsExactlyTheLostFills(long seed) {
        Random random = new Random(seed);
        double dropRate = seed % 2 == 0 ? 0 : 0.1;
        simulation.answerMs = 100 + random.nextInt(3_000);
        String[] coins = {"BTC", "ETH", "xyz:SP500"};
        Map<String, Fill> last = new HashMap<>();
        Set<Missed> expected = new HashSet<>();
        for (int block = 0; block < 800; block++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                String coin = coins[random.nextInt(coins.length)];
                Side side = random.nextBoolean() ? Side.B : Side.A;
                Fill fill = fill(coin, side, (1 + random.nextInt(9)) + ".5");
                if (random.nextDouble() < dropRate) {
                    continue;
                }
                Fill before = last.put(coin, fill);
                if (before != null && !after(before).equals(fill.startPosition())) {
                    expected.add(new Missed(FILLS, before.timeMs()));
                }
                // Half a second later, as its frame takes its time.
                simulation.in(500, () -> simulation.observe(fill));
            }
            simulation.run(MINUTE_MS + random.nextInt(5_000));
            if (dropRate > 0) {
                // Here the account's states are not to help.
                simulation.exchange = request -> null;
            }
        }
        assertThat(expected.isEmpty()).isEqualTo(dropRate == 0);
        assertThat(new HashSet<>(simulation.missed))
                .as("seed %d", seed)
                .isSubsetOf(expected)
                .as("the earliest of each minute reaches all of them")
                .hasSizeGreaterThanOrEqualTo(expected.size() / 2);
        assertThat(simulation.asked).hasSizeGreaterThan(100);
    }

    private static BigDecimal after(Fill fill) {
        return fill.side() == Side.B
                ? fill.startPosition().add(fill.size())
                : fill.startPosition().subtract(fill.size());
    }
}
