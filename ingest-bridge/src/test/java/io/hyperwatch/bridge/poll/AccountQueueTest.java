package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.rest.Budget;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.rest.VirtualClock;
import io.hyperwatch.bridge.rest.VirtualRest;
import io.hyperwatch.bridge.rest.VirtualRest.Reply;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class AccountQueueTest {

    private static final int WEIGHT = 2;

    private final VirtualClock clock = new VirtualClock();
    private final VirtualRest exchange = new VirtualRest(clock, new SplittableRandom(3));
    private final SplittableRandom random = new SplittableRandom(4);
    private final Map<String, Long> seenNanos = new HashMap<>();
    private long greatestAge;
    private RestQueue rest;
    private AccountQueue accounts;

    @BeforeEach
    void open() {
        Budget budget = new Budget(clock, new SplittableRandom(5));
        rest = exchange.queue(budget, RestQueue.Observer.NONE);
        exchange.exchange(this::answer);
        accounts = queue(50, 500);
    }

    private AccountQueue queue(int batch, int maxTracked) {
        AccountQueue queue =
                new AccountQueue(
                        rest,
                        clock,
                        PollSettings.of(List.of(), null, null, List.of(), batch, maxTracked));
        exchange.with(queue::dueNanos, queue::advance);
        return queue;
    }

    private Reply answer(RestCall call) {
        String user = user(call);
        if (call.request().contains("\"clearinghouseState\"")) {
            Long before = seenNanos.put(user, clock.nanos());
            if (before != null) {
                greatestAge = Math.max(greatestAge, clock.nanos() - before);
            }
        }
        return new Reply(200, "{}", WEIGHT, Duration.ofMillis(50 + random.nextInt(700)));
    }

    private static String user(RestCall call) {
        return call.request().replaceAll(".*\"user\":\"([^\"]*)\".*", "$1");
    }

    private static TrackingRequest state(String user, int priority, long timeMs) {
        return new TrackingRequest(
                user, TrackingPurpose.STATE, priority, timeMs, null, null, "test");
    }

    private static List<String> users(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static PollPlan plan(List<String> streamed, List<String> polled, List<String> dexes) {
        return new PollPlan(List.of(), dexes, streamed, polled, List.of(), List.of());
    }

    @Test
    void withTheWholeBudgetNoAccountIsOlderThanOneFifthMoreThanASweep() {
        users("0xt", 500).forEach(user -> accounts.track(state(user, 5, 1)));
        exchange.run(Duration.ofMinutes(10));
        greatestAge = 0;
        exchange.run(Duration.ofHours(3));

        assertThat(seenNanos).hasSize(500);
        double ideal = 500 * 2.2 / Budget.DEFAULT_PER_MINUTE * 60;
        assertThat(greatestAge / 1e9).isBetween(ideal, ideal * 1.2);
        assertThat(exchange.weights.greatest()).isLessThanOrEqualTo(1_200);
        assertThat(exchange.weights.sum() / 190.0).isBetween(930.0, 962.0);
    }

    @Test
    void withTheGuaranteedShareAloneASweepTakesTwiceAsLong() {
        users("0xt", 500).forEach(user -> accounts.track(state(user, 5, 1)));
        assertThat(accounts.sweep()).isEqualTo(Duration.ofMillis(137_500));
        exchange.inspect(
                all -> {
                    for (Share share : Share.values()) {
                        if (share != Share.TRACKING && rest.pending(share) < 3) {
                            ask(share);
                        }
                    }
                });
        exchange.run(Duration.ofMinutes(10));
        greatestAge = 0;
        exchange.run(Duration.ofHours(2));

        assertThat(greatestAge / 1e9).isBetween(130.0, 137.5 * 1.2);
    }

    private long asked;

    private void ask(Share share) {
        rest.submit(
                InfoRequest.l2Book("C" + asked++),
                share,
                0,
                Source.REST,
                new RestQueue.Done() {
                    @Override
                    public void answered(RestRequest request, Input.Answer answer) {
                        assertThat(answer.last()).isTrue();
                    }

                    @Override
                    public void failed(RestRequest request, int status, String reason) {
                        throw new AssertionError(reason);
                    }
                });
    }

    @Test
    void firstClassAccountsAndUrgentRequestsAreSeenFirst() {
        clock.advance(Duration.ofMinutes(1));
        accounts.track(state("0xlow", 9, 1));
        accounts.track(state("0xlate", 0, 3));
        accounts.track(state("0xearly", 0, 2));
        accounts.firstClass(plan(List.of(), List.of("0xmine"), List.of()));
        exchange.run(Duration.ofSeconds(5));

        assertThat(exchange.calls.stream().map(AccountQueueTest::user).distinct())
                .containsExactly("0xmine", "0xearly", "0xlate", "0xlow");
    }

    @Test
    void aRequestForAKnownAccountIsServedBeforeItsTurn() {
        users("0xt", 400).forEach(user -> accounts.track(state(user, 5, 1)));
        exchange.run(Duration.ofMinutes(10));
        String latest =
                seenNanos.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
        int calls = exchange.calls.size();

        accounts.track(state(latest, 0, 2));
        exchange.run(Duration.ofSeconds(15));

        assertThat(exchange.calls.subList(calls, exchange.calls.size()))
                .extracting(AccountQueueTest::user)
                .contains(latest);
    }

    @Test
    void aFloodOfUrgentRequestsStarvesNobody() {
        users("0xt", 300).forEach(user -> accounts.track(state(user, 5, 1)));
        exchange.run(Duration.ofMinutes(5));
        greatestAge = 0;
        for (int second = 0; second < 1_800; second++) {
            users("0xt", 100).forEach(user -> accounts.track(state(user, 0, 2)));
            exchange.run(Duration.ofSeconds(1));
        }

        double ideal = 300 * 2.2 / Budget.DEFAULT_PER_MINUTE * 60;
        assertThat(greatestAge / 1e9).isLessThan(ideal * 2 * 1.2);
    }

    @Test
    void beyondTheMostTheLeastImportantAndOldestRequestGoes() {
        AccountQueue small = queue(50, 3);
        small.track(state("0xa", 5, 1));
        small.track(state("0xb", 5, 2));
        small.track(state("0xc", 0, 1));
        small.track(state("0xd", 5, 3));
        assertThat(small.addresses()).containsExactlyInAnyOrder("0xb", "0xc", "0xd");

        small.track(state("0xe", 9, 4));
        assertThat(small.addresses()).containsExactlyInAnyOrder("0xb", "0xc", "0xd");

        small.firstClass(plan(List.of(), List.of("0xb", "0xmine"), List.of()));
        small.track(state("0xf", 0, 5));
        assertThat(small.addresses())
                .as("0xb goes as tracked, but is followed")
                .containsExactlyInAnyOrder("0xb", "0xc", "0xd", "0xf", "0xmine");
    }

    @Test
    void aForgottenAccountIsNotPolledAnyMore() {
        accounts.track(state("0xa", 5, 1));
        accounts.track(state("0xb", 5, 1));
        exchange.run(Duration.ofMinutes(1));
        accounts.forget("0xa");
        accounts.forget("0xunknown");
        exchange.run(Duration.ofSeconds(2));
        int calls = exchange.calls.size();
        exchange.run(Duration.ofMinutes(1));

        assertThat(exchange.calls.subList(calls, exchange.calls.size()))
                .extracting(AccountQueueTest::user)
                .containsOnly("0xb");
        assertThat(accounts.addresses()).containsExactly("0xb");
    }

    @Test
    void fewAccountsAreNotAskedMoreOftenThanEveryTenSeconds() {
        accounts.track(state("0xa", 5, 1));
        exchange.run(Duration.ofMinutes(10));

        assertThat(calls("\"clearinghouseState\"", "0xa")).isBetween(54L, 60L);
        assertThat(calls("\"spotClearinghouseState\"", "0xa")).isBetween(5L, 6L);
    }

    @Test
    void dexesAreForAccountsSomebodyNamedAndStreamsAreNotPolledToo() {
        accounts.track(state("0xtracked", 5, 1));
        accounts.firstClass(
                plan(List.of("0xstreamed"), List.of("0xpolled"), List.of("xyz", "abc")));
        exchange.run(Duration.ofMinutes(5));

        assertThat(calls("\"dex\":\"xyz\"", "0xpolled")).isGreaterThan(20);
        assertThat(calls("\"dex\":\"abc\"", "0xpolled")).isGreaterThan(20);
        assertThat(calls("\"dex\"", "0xtracked")).isZero();
        assertThat(calls("\"clearinghouseState\"", "0xtracked")).isGreaterThan(20);
        assertThat(calls("\"clearinghouseState\"", "0xstreamed")).isZero();
        assertThat(calls("\"spotClearinghouseState\"", "0xstreamed")).isGreaterThan(2);
    }

    private long calls(String part, String user) {
        return exchange.calls.stream()
                .filter(call -> call.request().contains(part) && user(call).equals(user))
                .count();
    }

    @Test
    void stormsOf429DelayAllAlikeAndBadAccountsDelayNobody() {
        users("0xt", 200).forEach(user -> accounts.track(state(user, 5, 1)));
        exchange.exchange(
                call -> {
                    Reply good = answer(call);
                    boolean storm = clock.elapsed().toMinutes() % 60 >= 57;
                    if (storm && random.nextBoolean()) {
                        return new Reply(429, null, 0, Duration.ofMillis(20));
                    }
                    if (user(call).equals("0xt7")) {
                        return new Reply(-1, null, WEIGHT, Duration.ofSeconds(30));
                    }
                    return random.nextInt(200) == 0
                            ? new Reply(502, null, WEIGHT, Duration.ofSeconds(9))
                            : good;
                });
        List<Duration> agesInQuiet = new ArrayList<>();
        exchange.inspect(
                all -> {
                    long minute = clock.elapsed().toMinutes() % 60;
                    if (clock.elapsed().toHours() > 0 && minute > 10 && minute < 57) {
                        agesInQuiet.add(accounts.oldest());
                    }
                });
        exchange.run(Duration.ofHours(5));

        assertThat(seenNanos).hasSize(200);
        double ideal = 200 * 2.2 / Budget.DEFAULT_PER_MINUTE * 60;
        assertThat(
                        agesInQuiet.stream()
                                .mapToDouble(age -> age.toMillis() / 1e3)
                                .max()
                                .orElseThrow())
                .as("a broken call costs its account one turn more, nobody else")
                .isLessThan(ideal * 4);
        assertThat(exchange.weights.greatest()).isLessThanOrEqualTo(1_200);
    }
}
