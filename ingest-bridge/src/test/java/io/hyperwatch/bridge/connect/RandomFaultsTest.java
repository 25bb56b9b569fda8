package io.hyperwatch.bridge.connect;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Hours of an exchange at its worst, in virtual time. */
class RandomFaultsTest {

    private static final Duration FAULTY = Duration.ofHours(2);

    private final StreamLog log = new StreamLog();
    private final List<String> schedule = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110})
    void noLimitIsEverBrokenAndEverythingComesBack(long seed) {
        Random random = new Random(seed);
        FakeExchange exchange = new FakeExchange(random, ExchangeLimits.PUBLISHED);
        Connections fleet = exchange.fleet(log, true);
        Plan plan = plan(random);
        fleet.plan(plan.connections());
        long end = exchange.nanos() + FAULTY.toNanos();
        while (exchange.nanos() < end) {
            exchange.run(Duration.ofSeconds(1 + random.nextInt(random.nextBoolean() ? 10 : 120)));
            fault(exchange, plan, random);
        }
        exchange.poison.clear();
        exchange.refused.clear();
        exchange.mute.clear();
        exchange.unanswered.clear();
        exchange.refusesConnections = false;
        exchange.lag(Duration.ZERO);
        // A subscription convicted again and again waits for up to 80 minutes.
        exchange.run(Duration.ofMinutes(90));

        String what = "seed " + seed + ": " + schedule;
        assertThat(exchange.violations).as(what).isEmpty();
        assertThat(exchange.mostConnects).as(what).isBetween(1, 30);
        for (FleetStatus.OfConnection connection : fleet.status().connections()) {
            assertThat(connection.open()).as(what).isTrue();
            assertThat(connection.pending()).as(what).isEmpty();
            assertThat(log.carried.get(connection.number()))
                    .as(what)
                    .containsExactlyInAnyOrderElementsOf(connection.confirmed());
        }
        assertThat(fleet.status().connections()).hasSameSizeAs(plan.connections());
        log.carried.forEach(
                (number, streams) -> {
                    if (log.lostBy.containsKey(number)) {
                        assertThat(streams).as("told as lost on %s, %s", number, what).isEmpty();
                    }
                });
    }

    private static Plan plan(Random random) {
        List<String> coins =
                IntStream.range(0, 1 + random.nextInt(12)).mapToObj(i -> "C" + i).toList();
        List<String> users =
                IntStream.range(0, random.nextInt(9))
                        .mapToObj(i -> String.format("0x%040x", i + 1))
                        .toList();
        return Planner.plan(
                new Wishes(
                        coins,
                        random.nextBoolean() ? List.of("xyz") : List.of(),
                        List.of("1m", "1h"),
                        4,
                        users,
                        AccountPlaces.knownChildren(AccountPlaces.MAINNET_VAULT),
                        true),
                ExchangeLimits.PUBLISHED);
    }

    private void fault(FakeExchange exchange, Plan plan, Random random) {
        List<Integer> open = exchange.open();
        int number = open.isEmpty() ? 0 : open.get(random.nextInt(open.size()));
        List<Subscription> streams = plan.streaming();
        String stream = streams.get(random.nextInt(streams.size())).stream();
        int kind = random.nextInt(number == 0 ? 6 : 11);
        schedule.add(exchange.nanos() / FakeExchange.SECOND + "s:" + kind + "/" + number);
        switch (kind) {
            case 0 -> exchange.refusesConnections = random.nextInt(3) == 0;
            case 1 -> toggle(exchange.poison, stream, random);
            case 2 -> toggle(exchange.refused, stream, random);
            case 3 -> toggle(exchange.mute, stream, random);
            case 4 -> toggle(exchange.unanswered, stream, random);
            case 5 -> exchange.lag(Duration.ofMillis(random.nextInt(3) == 0 ? 1_500 : 0));
            case 6 -> exchange.halfOpen(number);
            case 7 -> exchange.stall(number, Duration.ofSeconds(random.nextInt(60)));
            case 8 -> open.forEach(each -> exchange.cut(each, 1006));
            default -> exchange.cut(number, random.nextBoolean() ? 1006 : 1000);
        }
    }

    private static void toggle(Set<String> streams, String stream, Random random) {
        if (random.nextInt(3) == 0) {
            streams.add(stream);
        } else {
            streams.clear();
        }
    }
}
