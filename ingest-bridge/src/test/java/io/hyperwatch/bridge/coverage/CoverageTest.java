package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.normalize.Notice;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CoverageTest {

    private static final long START = 1_784_684_000_000L;
    private static final String USER = "0x" + "a".repeat(40);
    private static final Subscription TRADES = Subscription.ofCoin("trades", "BTC");
    private static final Subscription FILLS = Subscription.ofUser("userFills", USER);
    private static final Subscription MIDS = Subscription.allMids(null);
    private static final Subscription CANDLE = Subscription.candle("BTC", "1m");
    private static final Subscription ORDERS = Subscription.ofUser("orderUpdates", USER);

    private final List<CoverageEvent> log = new ArrayList<>();
    private final List<InfoRequest> asked = new ArrayList<>();
    private final List<Backfill.Done> pending = new ArrayList<>();
    private long nowMs = START;

    private final BridgeClock clock =
            new BridgeClock() {
                @Override
                public long epochMs() {
                    return nowMs;
                }

                @Override
                public long nanos() {
                    return Duration.ofMillis(nowMs).toNanos();
                }
            };

    private final Backfill backfill = new Backfill(this::ask, clock);
    private Coverage coverage;

    @BeforeEach
    void start() {
        begin(null, List.of());
    }

    private void begin(Long coveredUntilMs, List<CoverageEvent> openGaps) {
        log.clear();
        coverage = new Coverage(log::add, backfill, coveredUntilMs, openGaps, nowMs);
        coverage.want(List.of(TRADES, FILLS, MIDS, CANDLE, ORDERS), nowMs);
    }

    private void ask(InfoRequest request, Source source, Backfill.Done done) {
        assertThat(source).isEqualTo(Source.BACKFILL);
        asked.add(request);
        pending.add(done);
    }

    private void confirmed(int connection, Subscription... subscriptions) {
        for (Subscription subscription : subscriptions) {
            coverage.confirmed(connection, subscription, nowMs);
        }
    }

    private void lost(int connection, Subscription subscription) {
        coverage.lost(connection, subscription, nowMs - 100, "disconnect", nowMs);
    }

    private Notice replay(Subscription of, int connection, long oldestMs, boolean overlaps) {
        return new Notice(of.stream(), connection, 30, 5, oldestMs, nowMs, overlaps, false);
    }

    private CoverageEvent last() {
        return log.get(log.size() - 1);
    }

    @Test
    void oneOfTwoSocketsLostIsNoGap() {
        confirmed(1, TRADES);
        confirmed(2, TRADES);
        lost(1, TRADES);

        assertThat(log).isEmpty();
        assertThat(coverage.states()).containsEntry("trades:BTC", StreamState.LIVE);

        lost(2, TRADES);
        assertThat(log).extracting(CoverageEvent::kind).containsExactly(CoverageKind.GAP_OPENED);
        assertThat(last().gapStartMs()).isEqualTo(nowMs - 100 - Coverage.IN_FLIGHT_MS);
        assertThat(coverage.states()).containsEntry("trades:BTC", StreamState.DOWN);
    }

    @Test
    void aReplayThatReachesBackClosesAGap() {
        confirmed(1, TRADES);
        lost(1, TRADES);
        nowMs += 3_000;
        confirmed(2, TRADES);
        coverage.notice(replay(TRADES, 2, nowMs - 2_000, true), nowMs);

        assertThat(last().kind()).isEqualTo(CoverageKind.GAP_CLOSED);
        assertThat(last().closedBy()).isEqualTo(CoverageEvent.REPLAY);
        assertThat(last().backfilled()).isEqualTo(5);
        assertThat(last().revision()).isEqualTo(2);
        assertThat(last().gapStartMs()).isEqualTo(log.get(0).gapStartMs());
    }

    @Test
    void aReplayThatDoesNotLeavesWhatIsLostVisible() {
        confirmed(1, TRADES);
        lost(1, TRADES);
        nowMs += 30_000;
        confirmed(2, TRADES);
        coverage.notice(replay(TRADES, 2, nowMs - 2_000, false), nowMs);

        assertThat(last().closedBy()).isEqualTo(CoverageEvent.RESUMED);
        assertThat(last().gapEndMs()).isEqualTo(nowMs - 2_000);
    }

    @Test
    void aHoleBetweenTwoPollsIsNotForgotten() {
        confirmed(1, TRADES);
        lost(1, TRADES);
        nowMs += 30_000;
        coverage.notice(replay(TRADES, 0, nowMs - 2_000, false), nowMs);
        nowMs += 1_000;
        confirmed(2, TRADES);
        coverage.notice(replay(TRADES, 2, nowMs - 2_000, true), nowMs);

        assertThat(last().closedBy()).isEqualTo(CoverageEvent.RESUMED);
    }

    @Test
    void fillsThatASnapshotDoesNotReachAreFetchedPageByPage() {
        confirmed(1, FILLS);
        lost(1, FILLS);
        long from = last().gapStartMs();
        nowMs += 60_000;
        confirmed(2, FILLS);
        coverage.notice(replay(FILLS, 2, nowMs - 1_000, false), nowMs);

        assertThat(coverage.states()).containsEntry(FILLS.stream(), StreamState.BACKFILLING);
        assertThat(asked).singleElement().isEqualTo(InfoRequest.userFillsByTime(USER, from, null));

        coverage.notice(
                new Notice(FILLS.stream(), 0, 2_000, 1_999, from, from + 500, true, false), nowMs);
        pending.get(0).ended(true);
        assertThat(asked.get(1)).isEqualTo(InfoRequest.userFillsByTime(USER, from + 500, null));

        coverage.notice(new Notice(FILLS.stream(), 0, 7, 6, from + 500, nowMs, true, true), nowMs);
        pending.get(1).ended(true);

        assertThat(last().closedBy()).isEqualTo(CoverageEvent.BACKFILL);
        assertThat(last().backfilled()).isEqualTo(5 + 1_999 + 6);
        assertThat(coverage.states()).containsEntry(FILLS.stream(), StreamState.LIVE);
    }

    @Test
    void aFetchThatFailedIsTriedAgain() {
        confirmed(1, FILLS);
        lost(1, FILLS);
        nowMs += 60_000;
        confirmed(2, FILLS);
        coverage.notice(replay(FILLS, 2, nowMs - 1_000, false), nowMs);
        pending.get(0).ended(false);
        backfill.advance(clock.nanos());
        assertThat(asked).hasSize(1);

        nowMs += 60_000;
        backfill.advance(clock.nanos());
        assertThat(asked).hasSize(2);
        assertThat(coverage.openGaps())
                .extracting(Coverage.OpenGap::stream)
                .contains(FILLS.stream());
    }

    @Test
    void aStreamLostAgainDuringItsRepairIsOneGap() {
        confirmed(1, FILLS);
        lost(1, FILLS);
        nowMs += 60_000;
        confirmed(2, FILLS);
        coverage.notice(replay(FILLS, 2, nowMs - 1_000, false), nowMs);
        lost(2, FILLS);
        pending.get(0).ended(true);
        assertThat(log).hasSize(1);

        nowMs += 5_000;
        confirmed(3, FILLS);
        coverage.notice(replay(FILLS, 3, log.get(0).gapStartMs() - 1, false), nowMs);
        assertThat(last().closedBy()).isEqualTo(CoverageEvent.REPLAY);
    }

    @Test
    void theNextFullStateClosesAGapAndWhatItMissedIsLost() {
        confirmed(1, MIDS);
        lost(1, MIDS);
        coverage.data("allMids", nowMs);
        assertThat(log).hasSize(1);

        nowMs += 2_000;
        confirmed(2, MIDS);
        coverage.data("allMids", nowMs);
        assertThat(last().closedBy()).isEqualTo(CoverageEvent.RESUMED);
        assertThat(last().gapEndMs()).isEqualTo(nowMs);
    }

    @Test
    void candlesComeFromRest() {
        confirmed(1, CANDLE);
        lost(1, CANDLE);
        long from = last().gapStartMs();
        nowMs += 200_000;
        confirmed(2, CANDLE);
        assertThat(asked)
                .singleElement()
                .isEqualTo(InfoRequest.candleSnapshot("BTC", "1m", from, nowMs));

        coverage.notice(new Notice(CANDLE.stream(), 0, 4, 4, from, nowMs, false, true), nowMs);
        pending.get(0).ended(true);
        assertThat(last().closedBy()).isEqualTo(CoverageEvent.BACKFILL);
    }

    @Test
    void whatIsToldOnceIsLost() {
        confirmed(1, ORDERS);
        lost(1, ORDERS);
        nowMs += 2_000;
        confirmed(2, ORDERS);

        assertThat(last().closedBy()).isEqualTo(CoverageEvent.RESUMED);
    }

    @Test
    void aRestartIsAGapOfEveryStreamSinceTheEndOfTheLog() {
        CoverageEvent open =
                new CoverageEvent(
                        CoverageKind.GAP_OPENED,
                        "allMids",
                        START - 90_000,
                        START - 99_000,
                        null,
                        "disconnect",
                        0,
                        null,
                        null,
                        null,
                        null,
                        1,
                        null);
        CoverageEvent elsewhere =
                new CoverageEvent(
                        CoverageKind.GAP_OPENED,
                        "bbo:ETH",
                        START - 90_000,
                        START - 99_000,
                        null,
                        "disconnect",
                        0,
                        null,
                        null,
                        null,
                        null,
                        4,
                        null);
        begin(START - 60_000, List.of(open, elsewhere));

        assertThat(log).hasSize(4).allMatch(e -> e.gapStartMs() == START - 60_000);
        confirmed(1, MIDS);
        coverage.data("allMids", nowMs);
        assertThat(last().gapStartMs()).isEqualTo(START - 99_000);
        assertThat(last().revision()).isEqualTo(2);

        nowMs += 20_000;
        coverage.advance(nowMs);
        assertThat(last().stream()).isEqualTo("bbo:ETH");
        assertThat(last().closedBy()).isEqualTo(CoverageEvent.ABANDONED);
        assertThat(last().revision()).isEqualTo(5);
    }

    @Test
    void aStreamThatNeverBeginsIsAGapSinceTheStart() {
        confirmed(1, TRADES);
        nowMs += 16_000;
        coverage.advance(nowMs);

        assertThat(log)
                .hasSize(4)
                .allMatch(e -> e.reason().equals("start") && e.gapStartMs() == START);
        assertThat(coverage.down(10_000, nowMs)).hasSize(4).doesNotContain(TRADES);
    }

    @Test
    void silenceIsToldOnce() {
        confirmed(1, MIDS);
        coverage.silent(MIDS, 20_000, nowMs);
        coverage.silent(MIDS, 40_000, nowMs);
        assertThat(coverage.states()).containsEntry("allMids", StreamState.STALE);
        coverage.speaks(MIDS, nowMs);

        assertThat(log)
                .extracting(CoverageEvent::kind)
                .containsExactly(CoverageKind.STALE, CoverageKind.LIVE);
    }

    @Test
    void aReplayThatShowsALossNobodyNoticedIsAGap() {
        confirmed(1, TRADES);
        confirmed(2, TRADES);
        coverage.notice(
                new Notice("trades:BTC", 2, 30, 30, nowMs - 500, nowMs, false, false, START - 900),
                nowMs);

        assertThat(log).hasSize(2);
        assertThat(last().closedBy()).isEqualTo(CoverageEvent.RESUMED);
        assertThat(last().gapStartMs()).isEqualTo(START - 900);
        assertThat(last().gapEndMs()).isEqualTo(nowMs - 500);
    }
}
