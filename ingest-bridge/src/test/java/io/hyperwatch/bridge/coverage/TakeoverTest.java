package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.VirtualClock;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class TakeoverTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String USER = "0x" + "a".repeat(40);
    private static final Subscription MIDS = Subscription.allMids(null);
    private static final Subscription TRADES = Subscription.ofCoin("trades", "BTC");
    private static final Subscription FILLS = Subscription.ofUser("userFills", USER);

    private record Asked(InfoRequest request, Source source, Duration at, Backfill.Done done) {}

    private final VirtualClock clock = new VirtualClock();
    private final List<Asked> asked = new ArrayList<>();
    private int answered;
    private final Coverage coverage =
            new Coverage(
                    event -> {}, new Backfill(this::ask, clock), null, List.of(), clock.epochMs());
    private final Takeover takeover = new Takeover(coverage, this::ask, clock.nanos());

    private void ask(InfoRequest request, Source source, Backfill.Done done) {
        asked.add(new Asked(request, source, clock.elapsed(), done));
    }

    private void want(Subscription... streams) {
        coverage.want(List.of(streams), clock.epochMs());
    }

    private void run(Duration span) {
        long end = clock.nanos() + span.toNanos();
        while (takeover.dueNanos() <= end) {
            clock.to(Math.max(clock.nanos(), takeover.dueNanos()));
            takeover.advance(clock.nanos(), clock.epochMs());
        }
        clock.to(end);
    }

    /** Lets time pass while each question is answered after a second. */
    private void runAnswering(Duration span) {
        for (long i = 0; i < span.toSeconds(); i++) {
            int known = asked.size();
            run(SECOND);
            for (; answered < known; answered++) {
                asked.get(answered).done().ended(true);
            }
        }
    }

    private List<String> types() {
        return asked.stream().map(a -> a.request().type()).toList();
    }

    private List<String> requests() {
        return asked.stream().map(a -> a.request().json()).toList();
    }

    @Test
    void whatIsDeliveredIsNotAsked() {
        want(MIDS, TRADES, FILLS);
        for (Subscription stream : List.of(MIDS, TRADES, FILLS)) {
            coverage.confirmed(1, stream, clock.epochMs());
        }

        run(Duration.ofMinutes(10));

        assertThat(asked).isEmpty();
        assertThat(takeover.isActive()).isFalse();
    }

    @Test
    void withinFifteenSecondsOfTheLossItAsks() {
        want(MIDS, TRADES);
        coverage.confirmed(1, MIDS, clock.epochMs());
        coverage.confirmed(1, TRADES, clock.epochMs());
        run(Duration.ofMinutes(1));

        coverage.lost(1, TRADES, clock.epochMs(), "disconnect", clock.epochMs());
        Duration lostAt = clock.elapsed();
        run(Duration.ofSeconds(9));
        assertThat(asked).as("a reconnect takes a few seconds").isEmpty();
        run(Duration.ofSeconds(3));

        assertThat(types()).containsExactly("recentTrades");
        assertThat(asked.get(0).at().minus(lostAt)).isLessThan(Duration.ofSeconds(15));
        assertThat(asked.get(0).source()).isEqualTo(Source.BACKFILL);
        assertThat(takeover.isActive()).isTrue();
    }

    @Test
    void itAsksAgainAndAgainAndHandsBackAtOnce() {
        want(MIDS);
        runAnswering(Duration.ofSeconds(60));

        // From second 10 to 60, each 5 s.
        assertThat(types()).hasSize(11).containsOnly("allMids");

        coverage.confirmed(1, MIDS, clock.epochMs());
        runAnswering(Duration.ofMinutes(5));
        assertThat(asked).hasSize(11);
        assertThat(takeover.isActive()).isFalse();

        coverage.lost(1, MIDS, clock.epochMs(), "disconnect", clock.epochMs());
        runAnswering(Duration.ofSeconds(12));
        assertThat(asked).hasSize(12);
    }

    @Test
    void oneQuestionStandsForAllStreamsItAnswers() {
        want(
                Subscription.ofCoin("bbo", "BTC"),
                Subscription.ofCoin("l2Book", "BTC"),
                Subscription.aggregatedBook("BTC", 4),
                Subscription.ofCoin("activeAssetCtx", "BTC"),
                Subscription.ofCoin("activeAssetCtx", "ETH"),
                Subscription.ofCoin("activeAssetCtx", "xyz:SP500"),
                Subscription.ofCoin("activeAssetCtx", "@107"));

        runAnswering(Duration.ofSeconds(15));

        assertThat(requests())
                .containsExactlyInAnyOrder(
                        "{\"type\":\"l2Book\",\"coin\":\"BTC\"}",
                        "{\"type\":\"metaAndAssetCtxs\"}",
                        "{\"type\":\"metaAndAssetCtxs\",\"dex\":\"xyz\"}");
    }

    @Test
    void whatRestDoesNotHaveIsLeftAlone() {
        want(
                Subscription.ofUser("orderUpdates", USER),
                Subscription.ofUser("userEvents", USER),
                Subscription.candle("BTC", "1m"));

        run(Duration.ofMinutes(2));

        assertThat(asked).isEmpty();
    }

    @Test
    void fillsAreAskedFromBeforeTheLastAnsweredQuestion() {
        want(FILLS);
        run(Duration.ofSeconds(10));
        long firstMs = clock.epochMs();
        assertThat(startTime(0)).isEqualTo(firstMs - 60_000);

        asked.get(0).done().ended(false);
        run(Duration.ofSeconds(40));
        assertThat(startTime(1)).as("nothing was learned").isGreaterThan(firstMs - 60_000);
        long secondMs = clock.epochMs() - 20_000;
        assertThat(startTime(1)).isEqualTo(secondMs - 60_000);

        asked.get(1).done().ended(true);
        run(Duration.ofSeconds(20));
        assertThat(startTime(2)).as("a minute before it").isEqualTo(secondMs - 60_000);
    }

    private long startTime(int index) {
        return Long.parseLong(
                asked.get(index).request().json().replaceAll(".*\"startTime\":(\\d+).*", "$1"));
    }

    @Test
    void noMoreThanFourQuestionsWaitAtOnce() {
        want(coins(50));

        run(Duration.ofMinutes(1));

        assertThat(asked).hasSize(4);
        asked.get(2).done().ended(false);
        run(Duration.ofSeconds(2));
        assertThat(asked).hasSize(5);
    }

    @Test
    void everyStreamHasItsTurn() {
        want(coins(50));

        runAnswering(Duration.ofMinutes(5));

        // Naive: four answers in two seconds at most, so each of 50 comes round every 25 s.
        Map<String, List<Duration>> turns = new LinkedHashMap<>();
        asked.forEach(
                a -> turns.computeIfAbsent(a.request().json(), k -> new ArrayList<>()).add(a.at()));
        assertThat(turns).hasSize(50);
        Map<String, Integer> counts = new HashMap<>();
        turns.forEach((request, times) -> counts.put(request, times.size()));
        int fewest = counts.values().stream().min(Integer::compare).orElseThrow();
        int most = counts.values().stream().max(Integer::compare).orElseThrow();
        // Among equals the name decides, which moves some forward by a batch now and then.
        assertThat(most - fewest).as("%s", counts).isLessThanOrEqualTo(2);
        Set<String> firstRound = new LinkedHashSet<>(requests().subList(0, 50));
        assertThat(firstRound).as("nobody twice before all had one").hasSize(50);
    }

    private static Subscription[] coins(int count) {
        Subscription[] streams = new Subscription[count];
        for (int i = 0; i < count; i++) {
            streams[i] = Subscription.ofCoin("trades", "C" + i);
        }
        return streams;
    }
}
