package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.check.Simulation.Mismatch;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

class MidCheckTest {

    private static final long ROUND_MS = MidCheck.EVERY.toMillis();

    private final Simulation simulation = new Simulation();

    @BeforeEach
    void watches() {
        simulation.checks.plan(List.of("BTC", "ETH", "xyz:SP500"), List.of("xyz"), List.of());
    }

    private void streams(String coin, long everyMs, Supplier<String> mid) {
        simulation.in(
                everyMs,
                () -> {
                    String value = mid.get();
                    if (value != null) {
                        simulation.observe(
                                Price.mid(coin, simulation.epochMs(), new BigDecimal(value), null));
                    }
                    streams(coin, everyMs, mid);
                });
    }

    private void answers(String main, String xyz) {
        simulation.exchange = request -> request.json().contains("xyz") ? xyz : main;
    }

    @Test
    void findsAStreamThatStandsStill() {
        streams("BTC", 5_000, () -> "100");
        streams("ETH", 5_000, () -> "50");
        answers("{\"BTC\":\"101\",\"ETH\":\"50.1\",\"XRP\":\"1\"}", "{}");

        simulation.run(ROUND_MS);

        assertThat(simulation.asked).hasSize(2);
        assertThat(simulation.mismatches)
                .containsExactly(
                        new Mismatch(
                                "allMids",
                                new BigDecimal("101"),
                                new BigDecimal("100"),
                                "mid of BTC is 0.990 % off"));
    }

    @Test
    void tellsTheFarthestCoinForAllOfAStream() {
        streams("BTC", 5_000, () -> "100");
        streams("ETH", 5_000, () -> "50");
        streams("xyz:SP500", 5_000, () -> "6000");
        answers("{\"BTC\":\"101\",\"ETH\":\"55\"}", "{\"xyz:SP500\":\"5000\"}");

        simulation.run(ROUND_MS);

        assertThat(simulation.mismatches)
                .extracting(Mismatch::stream, Mismatch::detail)
                .containsExactlyInAnyOrder(
                        tuple("allMids", "mid of ETH is 9.09 % off and 1 more"),
                        tuple("allMids:xyz", "mid of xyz:SP500 is 20 % off"));
    }

    @Test
    void looksAtAssetContextsByThemselves() {
        streams("BTC", 5_000, () -> "101");
        for (int second = 0; second < 180; second++) {
            simulation.at(
                    Simulation.START_MS + second * 1_000,
                    () ->
                            simulation.observe(
                                    new Price(
                                            PriceKind.CONTEXT,
                                            "BTC",
                                            simulation.epochMs(),
                                            null,
                                            null,
                                            null,
                                            null,
                                            BigDecimal.valueOf(100),
                                            BigDecimal.TEN,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null,
                                            null)));
        }
        answers("{\"BTC\":\"101\"}", "{}");

        simulation.run(ROUND_MS);

        assertThat(simulation.mismatches)
                .extracting(Mismatch::stream)
                .containsExactly("activeAssetCtx:BTC");
    }

    @Test
    void neverReportsWhatLiesWithinTheMove() {
        streams("BTC", 5_000, () -> simulation.epochMs() / 5_000 % 2 == 0 ? "99" : "102");
        answers("{\"BTC\":\"100.5\"}", "{}");

        simulation.run(3 * ROUND_MS);

        assertThat(simulation.asked).hasSize(3);
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void aDifferenceMustRepeat() {
        streams("BTC", 5_000, () -> "100");
        simulation.exchange =
                request ->
                        simulation.asked.size() % 2 == 1
                                ? "{\"BTC\":\"110\"}"
                                : "{\"BTC\":\"100\"}";

        simulation.run(3 * ROUND_MS);

        assertThat(simulation.asked).hasSize(6);
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void leavesOutAStreamThatIsDownOrInAGap() {
        streams("BTC", 5_000, () -> "100");
        answers("{\"BTC\":\"110\"}", "{}");

        simulation.down.add("allMids");
        simulation.run(ROUND_MS);
        simulation.down.clear();
        simulation.opened("allMids", simulation.epochMs());
        simulation.run(ROUND_MS);

        assertThat(simulation.asked).hasSize(2);
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void comparesOnlyWhatWasStreamed() {
        simulation.in(
                65_000,
                () ->
                        simulation.observe(
                                Price.mid("BTC", simulation.epochMs(), BigDecimal.ONE, null),
                                Source.REST));
        answers("{\"BTC\":\"110\"}", "{}");

        simulation.run(3 * ROUND_MS);

        assertThat(simulation.asked).isEmpty();
        assertThat(simulation.mismatches).isEmpty();
    }

    @Test
    void unreadableAnswersSayNothing() {
        streams("BTC", 5_000, () -> "100");
        List<String> bodies = List.of("null", "{\"BTC\":7}", "{\"BTC\":\"x\"}", "garbage", "[]");
        simulation.exchange =
                request ->
                        simulation.asked.size() <= bodies.size()
                                ? bodies.get(simulation.asked.size() - 1)
                                : null;

        simulation.run(7 * ROUND_MS);

        assertThat(simulation.asked).hasSize(7);
        assertThat(simulation.mismatches).isEmpty();
    }

    /** Prices walk; each coin is streamed with its own delay, and some stand still for good. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsExactlyTheFrozenCoins(long seed) {
        Random random = new Random(seed);
        Map<String, Double> truth = new HashMap<>();
        Set<String> frozen = new HashSet<>();
        List<String> coins = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String coin = "d" + i + ":COIN";
            coins.add(coin);
            truth.put(coin, 1 + random.nextDouble() * 1_000);
            if (random.nextInt(4) == 0) {
                frozen.add("allMids:d" + i);
            }
        }
        List<String> dexes =
                coins.stream().map(coin -> coin.substring(0, coin.indexOf(':'))).toList();
        simulation.checks.plan(coins, dexes, List.of());
        for (String coin : coins) {
            String first = price(truth.get(coin) * (random.nextBoolean() ? 1.02 : 0.97));
            boolean isFrozen = frozen.contains("allMids:" + coin.substring(0, coin.indexOf(':')));
            streams(coin, 5_000, () -> isFrozen ? first : price(truth.get(coin)));
        }
        walk(random, truth);
        simulation.answerMs = 200 + random.nextInt(2_000);
        simulation.exchange =
                request -> {
                    String dex = request.json().replaceAll(".*\"dex\":\"(d\\d+)\".*", "$1");
                    String coin = dex + ":COIN";
                    return "{\"%s\":\"%s\"}".formatted(coin, price(truth.get(coin)));
                };

        simulation.run(ROUND_MS);

        assertThat(simulation.mismatches)
                .as("seed %d", seed)
                .extracting(Mismatch::stream)
                .containsExactlyInAnyOrderElementsOf(frozen);
    }

    /** 0.02 % a second: a frozen coin does not come back within the minute. */
    private void walk(Random random, Map<String, Double> truth) {
        simulation.in(
                1_000,
                () -> {
                    truth.replaceAll((coin, mid) -> mid * (1 + 0.0002 * (random.nextInt(3) - 1)));
                    walk(random, truth);
                });
    }

    private static String price(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).toPlainString();
    }
}
