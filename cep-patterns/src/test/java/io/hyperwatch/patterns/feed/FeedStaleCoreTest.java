package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class FeedStaleCoreTest {

    private RuleRun<CoverageEvent, FeedStaleParameters> run = CoverageEvents.run(List.of());
    private long counter;

    @Test
    void aSilentStreamIsToldAtOnceAndEndsAMinuteAfterItSpeaks() {
        silence(CoverageKind.STALE, "allMids", 0);
        assertThat(alerts()).hasSize(1);
        Alert open = alerts().get(0);
        assertThat(open.severity()).isEqualTo(Severity.HIGH);
        assertThat(open.subject()).isEqualTo("stream:allMids");
        assertThat(open.eventTimeMs()).isEqualTo(at(0));
        run.advance(at(3_600));
        silence(CoverageKind.LIVE, "allMids", 3_600);
        run.advance(at(3_660) - 1);
        assertThat(alerts()).hasSize(1);
        run.advance(at(3_660));
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(run.stored()).isZero();
        assertThat(run.detector().nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    /** Lost at 0; last heard then, so that the gap begins 5 s before. */
    @ParameterizedTest
    @CsvSource({"activeAssetCtx:BTC, 10", "allMids, 20", "l2Book:BTC:4, 20", "trades:BTC, 60"})
    void aLostSocketIsToldWhenItsStreamsHaveBeenSilentForTooLong(String stream, int limit) {
        open(stream, "disconnect", 0);
        run.advance(at(limit) - 1);
        assertThat(alerts()).isEmpty();
        run.advance(at(limit));
        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).eventTimeMs()).isEqualTo(at(limit));
        assertThat(alerts().get(0).firstEventTimeMs()).isEqualTo(at(0));
    }

    @Test
    void aSocketThatWasGivenUpAfterALongSilenceIsToldAtOnce() {
        judge(CoverageEvents.opened("activeAssetCtx:BTC", at(-35), "stall", at(0), ++counter));
        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).eventTimeMs()).isEqualTo(at(0));
    }

    @Test
    void aSocketWithHundredsOfStreamsIsOneIncident() {
        List<CoverageEvent> gaps = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            String type = i % 2 == 0 ? "trades:C" : "activeAssetCtx:C";
            gaps.add(open(type + i, "disconnect", 0));
        }
        run.advance(at(12));
        gaps.forEach(gap -> close(gap, "resumed", 15));
        run.advance(at(200));
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        Told open = Told.of(alerts().get(0));
        assertThat(open.evidenceCount()).isEqualTo(700);
        assertThat(alerts().get(0).subject()).isEqualTo("stream:trades:C0");
        assertThat(alerts().get(1).eventTimeMs()).isEqualTo(at(75));
        assertThat(alerts().get(0).evidence().length()).isLessThan(12_000);
        assertThat(run.stored()).isZero();
    }

    @Test
    void aSocketThatIsBackInTimeIsNoNews() {
        CoverageEvent context = open("activeAssetCtx:BTC", "disconnect", 0);
        CoverageEvent fills = open("userFills:0xa", "disconnect", 0);
        close(context, "resumed", 9);
        close(fills, "backfill", 59);
        run.advance(at(600));
        assertThat(alerts()).isEmpty();
        assertThat(run.stored()).isZero();
    }

    @Test
    void whatIsStillOpenAfterAMinuteIsToldThoughTheSocketIsBack() {
        CoverageEvent context = open("activeAssetCtx:BTC", "disconnect", 0);
        open("userFills:0xa", "disconnect", 0);
        close(context, "resumed", 9);
        run.advance(at(60) - 1);
        assertThat(alerts()).isEmpty();
        run.advance(at(60));
        assertThat(alerts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "replan"})
    void whatIsNobodysFaultWakesNobody(String reason) {
        open("trades:BTC", reason, 0);
        run.advance(at(3_600));
        assertThat(alerts()).isEmpty();
        assertThat(run.stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "refused", "dropped", "kafka"})
    void aGapOfAnotherKindIsToldWhenItHasBeenOpenForAMinute(String reason) {
        open("trades:BTC", reason, 0);
        open("trades:ETH", reason, 1);
        run.advance(at(60) - 1);
        assertThat(alerts()).isEmpty();
        run.advance(at(70));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aGapThatIsAbandonedEnds() {
        CoverageEvent gap = open("trades:BTC", "disconnect", 0);
        close(gap, "abandoned", 30);
        run.advance(at(600));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void twoOutagesMoreThanAMinuteApartAreTwoIncidents() {
        open("trades:BTC", "disconnect", 0);
        run.advance(at(60));
        open("trades:ETH", "disconnect", 60);
        open("trades:SOL", "disconnect", 61);
        run.advance(at(200));
        assertThat(alerts())
                .extracting(Alert::subject)
                .containsExactly("stream:trades:BTC", "stream:trades:SOL");
    }

    @Test
    void aNewRunOfTheBridgeForgetsWhatTheOldOneCalledSilent() {
        silence(CoverageKind.STALE, "l2Book:BTC", 0);
        CoverageEvent gap = CoverageEvents.opened("trades:BTC", at(-60), "restart", at(30), 1);
        judge(gap.withProvenance(CoverageEvents.provenance(at(20), 1, at(30))));
        run.advance(at(90) - 1);
        assertThat(alerts()).hasSize(1);
        run.advance(at(90));
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
    }

    @Test
    void aPauseOfTheFirstStreamEndsTheIncidentAndNothingIsFollowedMeanwhile() {
        run =
                CoverageEvents.run(
                        List.of(
                                change("coin:BTC", 2, RuleState.PAUSED, at(10)),
                                change("coin:BTC", 3, RuleState.ACTIVE, at(500))));
        CoverageEvent gap = open("l2Book:BTC", "refused", -60);
        silence(CoverageKind.STALE, "l2Book:BTC", 0);
        silence(CoverageKind.STALE, "l2Book:BTC", 20);
        run.advance(at(400));
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts().get(1).eventTimeMs()).isEqualTo(at(80));
        close(gap, "resumed", 410);
        silence(CoverageKind.LIVE, "l2Book:BTC", 410);
        silence(CoverageKind.STALE, "l2Book:BTC", 501);
        assertThat(alerts()).hasSize(3);
    }

    @Test
    void aRepeatIsNothing() {
        CoverageEvent stale =
                CoverageEvents.silence(CoverageKind.STALE, "allMids", at(0), ++counter);
        judge(stale);
        judge(CoverageEvents.silence(CoverageKind.LIVE, "allMids", at(1), ++counter));
        judge(stale);
        run.advance(at(61));
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        open("activeAssetCtx:BTC", "disconnect", 0);
        open("trades:BTC", "disconnect", 0);
        run.advance(at(10));
        Alert alert = alerts().get(0);
        assertThat(alert.title())
                .isEqualTo("Feed stale: activeAssetCtx:BTC and 1 more, gap by disconnect");
        assertThat(alert.message())
                .isEqualTo(
                        "Since 2025-10-10 21:15:03 UTC streams do not come as they should (gap by disconnect): activeAssetCtx:BTC, trades:BTC. At 2025-10-10 21:15:13 UTC 2 of 2 were still missing. Rules that read them see old data or none. Limits: contexts 10 s, allMids and books 20 s, any gap 1 min.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"book_silent_ms\":20000,\"cause\":\"gap by disconnect\",\"context_silent_ms\":10000,\"gap_open_ms\":60000,\"losses\":2,\"losses_open\":2,\"since\":\"2025-10-10T21:15:03.000Z\",\"streams\":[\"activeAssetCtx:BTC\",\"trades:BTC\"]}");
    }

    private CoverageEvent open(String stream, String reason, int second) {
        CoverageEvent gap =
                CoverageEvents.opened(stream, at(second) - 5_000, reason, at(second), ++counter);
        judge(gap);
        return gap;
    }

    private void close(CoverageEvent gap, String how, int second) {
        judge(CoverageEvents.closed(gap, how, at(second), ++counter));
    }

    private void silence(CoverageKind kind, String stream, int second) {
        judge(CoverageEvents.silence(kind, stream, at(second), ++counter));
    }

    private void judge(CoverageEvent event) {
        run.judge(event, event.timeMs());
    }

    private static long at(long second) {
        return CoverageEvents.BEGINNING + second * 1_000;
    }

    private List<Alert> alerts() {
        return run.recorded().alerts();
    }

    private static RuleChange change(String scope, int version, RuleState state, long fromMs) {
        return new RuleChange("feed-stale", scope, version, "{}", state, fromMs, "test");
    }
}
