package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.rest.VirtualRest.Reply;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class RestQueueTest {

    private static final Duration LATENCY = Duration.ofMillis(300);

    private final VirtualClock clock = new VirtualClock();
    private final VirtualRest exchange = new VirtualRest(clock, new SplittableRandom(7));
    private final Budget budget = new Budget(clock, new SplittableRandom(8));
    private final List<String> observed = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private RestQueue queue;

    @BeforeEach
    void open() {
        queue =
                exchange.queue(
                        budget,
                        (request, share, status, took, weight) ->
                                observed.add(request.type() + " " + status + " " + weight));
        exchange.exchange(call -> new Reply(200, "[]", 0, LATENCY));
        clock.advance(Duration.ofMinutes(5));
    }

    private RestQueue.Done tell() {
        return new RestQueue.Done() {
            @Override
            public void answered(RestRequest request, Input.Answer answer) {
                told.add(request.type() + (answer.last() ? "" : " part"));
            }

            @Override
            public void failed(RestRequest request, int status, String reason) {
                told.add(request.type() + " failed " + status + " " + reason);
            }
        };
    }

    private void submit(RestRequest request, Share share, int priority) {
        queue.submit(request, share, priority, Source.REST, tell());
    }

    @Test
    void aRequestIsPostedAndItsAnswerHandedBack() {
        queue.submit(InfoRequest.meta("xyz"), Share.BASICS, 0, Source.BACKFILL, tell());
        exchange.run(Duration.ofSeconds(1));

        assertThat(exchange.calls)
                .containsExactly(
                        new RestCall(
                                1,
                                VirtualRest.INFO,
                                "{\"type\":\"meta\",\"dex\":\"xyz\"}",
                                "{\"type\":\"meta\",\"dex\":\"xyz\"}",
                                Source.BACKFILL,
                                null));
        assertThat(told).containsExactly("meta");
        assertThat(observed).containsExactly("meta 200 20");
        assertThat(queue.pending(Share.BASICS)).isZero();
    }

    @Test
    void theMostUrgentOfAShareGoesFirst() {
        submit(InfoRequest.recentTrades("C"), Share.GAP_REPAIR, 5);
        submit(InfoRequest.recentTrades("A"), Share.GAP_REPAIR, 0);
        submit(InfoRequest.recentTrades("D"), Share.GAP_REPAIR, 5);
        submit(InfoRequest.recentTrades("B"), Share.GAP_REPAIR, 1);
        exchange.run(Duration.ofMinutes(1));

        assertThat(exchange.calls)
                .extracting(call -> call.request().replaceAll(".*coin\":\"|\"}", ""))
                .containsExactly("A", "B", "C", "D");
    }

    @Test
    void atMostEightCallsAreUnderWayAndTrackingLeavesTwo() {
        exchange.exchange(call -> new Reply(200, "[]", 2, Duration.ofSeconds(20)));
        for (int i = 0; i < 50; i++) {
            submit(InfoRequest.clearinghouseState("0x" + i, null), Share.TRACKING, 0);
        }
        exchange.run(Duration.ofSeconds(1));
        assertThat(queue.calls()).isEqualTo(CallsUnderWay.MAX_TRACKING);

        for (int i = 0; i < 5; i++) {
            submit(InfoRequest.l2Book("C" + i), Share.CROSS_CHECK, 0);
        }
        exchange.run(Duration.ofSeconds(1));
        assertThat(queue.calls()).isEqualTo(CallsUnderWay.MAX);
        assertThat(exchange.greatestAtOnce).isEqualTo(8);
        assertThat(queue.oldestAge(Share.TRACKING)).isEqualTo(Duration.ofSeconds(2));
        assertThat(queue.pending(Share.TRACKING)).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"422,1", "400,1", "404,1", "500,3", "502,5", "504,5", "429,5", "0,5"})
    void onlyWhatMaySucceedLaterIsTriedAgain(int status, int attempts) {
        exchange.exchange(call -> new Reply(status, null, 0, LATENCY));
        submit(InfoRequest.spotMeta(), Share.BASICS, 0);
        exchange.run(Duration.ofMinutes(10));

        assertThat(exchange.calls).hasSize(attempts);
        assertThat(exchange.calls.stream().map(RestCall::id).distinct()).hasSize(attempts);
        assertThat(told).containsExactly("spotMeta failed " + status + " null");
        assertThat(queue.pending(Share.BASICS)).isZero();
    }

    @Test
    void furtherAttemptsComeWithGrowingJitter() {
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            List<Long> times = new ArrayList<>();
            exchange.exchange(
                    call -> {
                        times.add(clock.nanos());
                        return new Reply(503, null, 0, Duration.ofMillis(1));
                    });
            clock.advance(Duration.ofMinutes(3));
            submit(InfoRequest.allMids(null), Share.CROSS_CHECK, 0);
            exchange.run(Duration.ofMinutes(2));
            for (int n = 1; n < times.size(); n++) {
                Duration wait = Duration.ofNanos(times.get(n) - times.get(n - 1));
                assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(60 + (500L << (n - 1))));
                waits.add(wait);
            }
        }
        assertThat(waits).hasSize(800);
        assertThat(Collections.min(waits)).isLessThan(Duration.ofMillis(50));
        assertThat(Collections.max(waits)).isGreaterThan(Duration.ofMillis(3_500));
    }

    @Test
    void afterA429NobodyIsCalled() {
        exchange.exchange(call -> new Reply(429, null, 20, LATENCY));
        submit(InfoRequest.spotMeta(), Share.BASICS, 0);
        exchange.run(LATENCY.plusMillis(1));
        assertThat(budget.isPaused()).isTrue();
        exchange.exchange(call -> new Reply(200, "[]", 2, LATENCY));

        submit(InfoRequest.allMids(null), Share.CROSS_CHECK, 0);
        exchange.run(Duration.ofMillis(4_900));
        assertThat(exchange.calls).hasSize(1);

        exchange.run(Duration.ofSeconds(10));
        assertThat(told).containsExactlyInAnyOrder("allMids", "spotMeta");
    }

    @Test
    void silenceIsAFailureAndALateAnswerBelongsToNobody() {
        exchange.exchange(
                call -> new Reply(exchange.calls.size() == 1 ? -1 : 200, "{}", 20, LATENCY));
        submit(InfoRequest.meta(null), Share.BASICS, 0);
        exchange.run(Duration.ofSeconds(29));
        assertThat(exchange.calls).hasSize(1);

        exchange.run(Duration.ofSeconds(10));

        assertThat(exchange.calls).hasSize(2);
        assertThat(told).containsExactly("meta");
        assertThat(queue.answered(new Input.Answer(0, 1, "{}", "{}", Source.REST, true))).isFalse();
        assertThat(told).hasSize(1);
        assertThat(observed).containsExactly("meta 0 20", "meta 200 20");
    }

    @Test
    void rowsArePaidForWhenTheyAreKnown() {
        String rows = IntStream.range(0, 41).mapToObj(i -> "{}").toList().toString();
        exchange.exchange(call -> new Reply(200, rows, 23, LATENCY));
        submit(InfoRequest.userFillsByTime("0xa", 1, null), Share.CONFIRMATIONS, 0);
        exchange.run(LATENCY.dividedBy(2));
        assertThat(budget.usedLastMinute()).isEqualTo(120);

        exchange.run(LATENCY);

        assertThat(observed).containsExactly("userFillsByTime 200 23");
        assertThat(budget.usedLastMinute()).isEqualTo(23);
        assertThat(budget.usedLastMinute(Share.CONFIRMATIONS)).isEqualTo(23);
    }

    @Test
    void anAnswerInPartsEndsWithTheLast() {
        exchange.exchange(call -> new Reply(-1, null, 0, LATENCY));
        submit(GetRequest.leaderboard(URI.create("http://stats.test/board")), null, 0);
        exchange.run(Duration.ofSeconds(1));
        for (int i = 0; i < 4; i++) {
            exchange.run(Duration.ofSeconds(20));
            queue.answered(new Input.Answer(0, 1, "{}", "{}", Source.REST, i == 3));
        }
        assertThat(told)
                .containsExactly(
                        "leaderboard part", "leaderboard part", "leaderboard part", "leaderboard");
        assertThat(exchange.calls).hasSize(1);
        assertThat(exchange.calls.get(0).body()).isNull();
        assertThat(exchange.calls.get(0).rowsField()).isEqualTo("leaderboardRows");
    }

    @Test
    void hostsOutsideAreLeftAloneBetweenCallsAndCostNoWeight() {
        Map<String, List<Long>> times = new HashMap<>();
        exchange.exchange(
                call -> {
                    times.computeIfAbsent(call.url().getHost(), h -> new ArrayList<>())
                            .add(clock.nanos());
                    return new Reply(200, "{}", 0, LATENCY);
                });
        for (int i = 0; i < 10; i++) {
            submit(GetRequest.reference("a", "C" + i, URI.create("http://a.test/" + i)), null, 0);
            submit(GetRequest.reference("b", "C" + i, URI.create("http://b.test/" + i)), null, 0);
        }
        exchange.run(Duration.ofMillis(9_500));

        assertThat(told).hasSize(20);
        assertThat(budget.usedLastMinute()).isZero();
        for (List<Long> host : times.values()) {
            for (int i = 1; i < host.size(); i++) {
                assertThat(host.get(i) - host.get(i - 1)).isGreaterThanOrEqualTo(1_000_000_000L);
            }
        }
    }

    @Test
    void slowHostsOutsideLeaveCallsToTheExchange() {
        exchange.exchange(call -> new Reply(call.body() == null ? -1 : 200, "[]", 2, LATENCY));
        for (int i = 0; i < 20; i++) {
            URI url = URI.create("http://host" + i + ".test/");
            submit(GetRequest.reference("v" + i, "BTC", url), null, 0);
        }
        submit(InfoRequest.allMids(null), Share.CROSS_CHECK, 0);
        exchange.run(Duration.ofSeconds(1));

        assertThat(told).containsExactly("allMids");
        assertThat(queue.calls()).isEqualTo(CallsUnderWay.MAX_GETS);
    }

    @Test
    void aRequestMayBeSubmittedFromWithinAnAnswer() {
        queue.submit(
                InfoRequest.meta(null),
                Share.BASICS,
                0,
                Source.REST,
                new RestQueue.Done() {
                    @Override
                    public void answered(RestRequest request, Input.Answer answer) {
                        submit(request, Share.BASICS, 0);
                    }

                    @Override
                    public void failed(RestRequest request, int status, String reason) {
                        throw new AssertionError(reason);
                    }
                });
        exchange.run(Duration.ofSeconds(2));
        assertThat(told).containsExactly("meta");
    }

    @Test
    void aBudgetTooSmallForAllRowsStillServes() {
        Budget small = Budget.of(150, clock, new SplittableRandom(1));
        VirtualRest other = new VirtualRest(clock, new SplittableRandom(2));
        other.exchange(call -> new Reply(200, "[{}]", 21, LATENCY));
        RestQueue slow = other.queue(small, RestQueue.Observer.NONE);
        clock.advance(Duration.ofMinutes(10));
        slow.submit(InfoRequest.userFills("0xa"), Share.CONFIRMATIONS, 0, Source.REST, tell());
        other.run(Duration.ofMinutes(1));
        assertThat(told).containsExactly("userFills");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void everyRequestEndsOnceAndNoMinuteIsOverTheLimit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> weights = new HashMap<>();
        exchange.exchange(
                call -> {
                    int weight = weights.get(call.request());
                    int dice = random.nextInt(100);
                    boolean storm = clock.elapsed().toMinutes() % 30 < 2;
                    if (storm && dice < 60) {
                        return new Reply(429, null, 0, Duration.ofMillis(50));
                    }
                    int status = dice < 3 ? -1 : dice < 6 ? 502 : dice < 8 ? 500 : 200;
                    return new Reply(
                            status,
                            "[]",
                            weight,
                            Duration.ofMillis(20 + random.nextInt(dice == 99 ? 20_000 : 800)));
                });
        Map<Integer, Integer> ends = new HashMap<>();
        int submitted = 0;
        Share[] shares = Share.values();
        while (clock.elapsed().compareTo(Duration.ofHours(3)) < 0) {
            for (int i = random.nextInt(16); i > 0; i--) {
                int number = submitted++;
                InfoRequest request =
                        random.nextInt(10) == 0
                                ? InfoRequest.userFillsByTime("0x" + number, 1, null)
                                : InfoRequest.clearinghouseState("0x" + number, null);
                weights.put(request.json(), request.weight());
                queue.submit(
                        request,
                        shares[random.nextInt(shares.length)],
                        random.nextInt(6),
                        Source.REST,
                        new RestQueue.Done() {
                            @Override
                            public void answered(RestRequest asked, Input.Answer answer) {
                                ends.merge(number, 1, Integer::sum);
                            }

                            @Override
                            public void failed(RestRequest asked, int status, String reason) {
                                ends.merge(number, 1, Integer::sum);
                            }
                        });
            }
            exchange.run(Duration.ofSeconds(random.nextInt(8)));
        }
        exchange.run(Duration.ofHours(20));

        assertThat(ends).as("seed %d", seed).hasSize(submitted);
        assertThat(ends.values()).containsOnly(1);
        assertThat(exchange.greatestAtOnce).isLessThanOrEqualTo(8);
        assertThat(exchange.weights.greatest()).as("seed %d", seed).isLessThanOrEqualTo(1_200);
        for (Share share : shares) {
            assertThat(queue.pending(share)).isZero();
        }
        assertThat(queue.dueNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(exchange.steps).as("no busy waiting").isLessThan(20L * submitted);
    }
}
