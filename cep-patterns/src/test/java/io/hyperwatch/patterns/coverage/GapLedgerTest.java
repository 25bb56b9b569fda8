package io.hyperwatch.patterns.coverage;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.patterns.feed.CoverageEvents;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class GapLedgerTest {

    private static final long BEGINNING = CoverageEvents.BEGINNING;
    private static final String ACCOUNT = "0x" + "a".repeat(40);

    private final GapLedger ledger = new GapLedger();
    private long counter;

    @Test
    void nothingKnownIsComplete() {
        assertThat(ledger.coverage(alert("oracle-deviation", "BTC", null, 0, 0)))
                .isEqualTo(
                        "{\"complete\":true,\"gap_count\":0,\"gaps\":[],\"known_until\":null,\"stale\":[],\"stale_count\":0}");
    }

    @Test
    void anOpenGapOfAContributingStreamIsShown() {
        open("bbo:BTC", -5, 0);
        assertThat(ledger.coverage(alert("oracle-deviation", "BTC", null, 10, 20)))
                .isEqualTo(
                        "{\"complete\":false,\"gap_count\":1,\"gaps\":[{\"backfilled\":0,\"closed_by\":null,\"gap_end\":null,\"gap_start\":\"2025-10-10T21:14:58.000Z\",\"reason\":\"disconnect\",\"stream\":\"bbo:BTC\"}],\"known_until\":\"2025-10-10T21:15:03.000Z\",\"stale\":[],\"stale_count\":0}");
    }

    @ParameterizedTest
    @CsvSource({"replay, true", "backfill, true", "resumed, false", "abandoned, false"})
    void whatWasFetchedIsNotMissing(String how, boolean complete) {
        close(open("userFills:" + ACCOUNT, 0, 0), how, 5);
        String coverage = ledger.coverage(alert("flash-loan", null, null, 0, 6));
        assertThat(coverage).contains("\"complete\":" + complete, "\"gap_count\":1", how);
    }

    /** The window of flash-loan is 10 s; the gap is from 100 to 110, both inclusive. */
    @ParameterizedTest
    @CsvSource({"80, 99.999, 0", "80, 100, 1", "105, 106, 1", "120, 130, 1", "120.001, 130, 0"})
    void onlyGapsInTheAlertsTimeCount(double first, double last, int gaps) {
        close(open("userFills:" + ACCOUNT, 100, 100), "resumed", 110);
        assertThat(ledger.coverage(alert("flash-loan", null, null, first, last)))
                .contains("\"gap_count\":" + gaps);
    }

    @ParameterizedTest
    @CsvSource({
        "oracle-deviation, BTC, , bbo:BTC, true",
        "oracle-deviation, BTC, , bbo:BTCX, false",
        "oracle-deviation, BTC, , allMids, true",
        "oracle-deviation, BTC, , allMids:xyz, false",
        "oracle-deviation, xyz:TSLA, , allMids:xyz, true",
        "oracle-deviation, xyz:TSLA, , allMids, false",
        "oracle-deviation, BTC, , trades:BTC, false",
        "flash-loan, , , userFills:0xb, true",
        "cascade, BTC, , nodeFills, true",
        "book-wall-pull, BTC, , l2Book:BTC:4, true",
        "large-trade, BTC, , trades:ETH, false",
        "whale-position, BTC, 0xa, userFills:0xa, true",
        "whale-position, BTC, 0xa, userFills:0xb, false",
        "vault-loss, , 0xa, userFills:0xa, false",
        "a-rule-of-tomorrow, , , trades:BTC, true"
    })
    void eachRuleHasItsStreams(
            String rule, String coin, String account, String stream, boolean among) {
        open(stream, 0, 0);
        assertThat(ledger.coverage(alert(rule, coin, account, 1, 2)))
                .contains("\"complete\":" + !among);
    }

    @Test
    void anAlertAboutAStreamShowsThatStream() {
        open("l2Book:BTC", 0, 0);
        open("l2Book:ETH", 0, 0);
        Alert alert = alert("feed-stale", null, null, 1, 2);
        assertThat(ledger.coverage(alert)).contains("\"gap_count\":1", "l2Book:BTC");
    }

    @Test
    void aSilentStreamIsStaleUntilItSpeaksOrTheBridgeIsStartedAnew() {
        silence(CoverageKind.STALE, "allMids", 0);
        silence(CoverageKind.STALE, "bbo:BTC", 10);
        Alert before = alert("oracle-deviation", "BTC", null, 5, 9);
        Alert after = alert("oracle-deviation", "BTC", null, 11, 12);
        assertThat(ledger.coverage(before)).contains("\"stale\":[\"allMids\"]");
        assertThat(ledger.coverage(after))
                .contains("\"complete\":false", "\"stale\":[\"allMids\",\"bbo:BTC\"]");
        assertThat(silence(CoverageKind.LIVE, "allMids", 20)).containsExactly("allMids");
        assertThat(ledger.coverage(after)).contains("\"stale\":[\"bbo:BTC\"]");
        CoverageEvent anew =
                CoverageEvents.opened("trades:ETH", BEGINNING, "restart", at(30), 1)
                        .withProvenance(CoverageEvents.provenance(at(25), 1, at(30)));
        assertThat(ledger.take(anew)).containsExactly("bbo:BTC");
        assertThat(ledger.coverage(after)).contains("\"complete\":true");
    }

    @Test
    void showsTwentyAndCountsAll() {
        for (int i = 0; i < 700; i++) {
            open("userFills:0x" + i, 0, 0);
        }
        String coverage = ledger.coverage(alert("flash-loan", null, null, 0, 1));
        assertThat(coverage).contains("\"gap_count\":700");
        assertThat(coverage.split("gap_start", -1)).hasSize(21);
        assertThat(coverage.length()).isLessThan(4_000);
    }

    @Test
    void forgetsGapsADayAfterTheirEndAndTheOldestOfTooMany() {
        close(open("trades:BTC", 0, 0), "resumed", 10);
        open("trades:ETH", 0, 0);
        open("trades:SOL", 86_411, 86_411);
        assertThat(ledger.size()).isEqualTo(2);
        for (int i = 0; i < 3 * GapLedger.MAX_GAPS; i++) {
            open("trades:C" + i, 90_000 + i, 90_000 + i);
            assertThat(ledger.size()).isLessThanOrEqualTo(GapLedger.MAX_GAPS);
        }
    }

    @Test
    void isTheSameWhenRebuiltFromTheNewestEventsInAnyOrder() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            GapLedger live = new GapLedger();
            Map<String, CoverageEvent> kept = new HashMap<>();
            List<CoverageEvent> gaps = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                CoverageEvent event = random(random, i, gaps);
                kept.put(GapLedger.key(event), event);
                live.take(event).forEach(kept::remove);
            }
            List<CoverageEvent> shuffled = new ArrayList<>(kept.values());
            Collections.shuffle(shuffled, random);
            GapLedger rebuilt = new GapLedger();
            shuffled.forEach(rebuilt::take);
            live.knownUntil(at(10_000));
            rebuilt.knownUntil(at(10_000));
            Alert alert = alert("a-rule-of-tomorrow", null, null, 0, 9_000);
            assertThat(rebuilt.coverage(alert)).as("seed %s", seed).isEqualTo(live.coverage(alert));
        }
    }

    private CoverageEvent random(Random random, int second, List<CoverageEvent> gaps) {
        String stream = "trades:C" + random.nextInt(5);
        int what = random.nextInt(4);
        counter++;
        if (what == 0 && !gaps.isEmpty()) {
            return CoverageEvents.closed(
                    gaps.remove(random.nextInt(gaps.size())), "resumed", at(second), counter);
        }
        if (what < 2) {
            CoverageEvent gap =
                    CoverageEvents.opened(stream, at(second), "disconnect", at(second), counter);
            gaps.add(gap);
            return gap;
        }
        CoverageEvent silence =
                CoverageEvents.silence(
                        what == 2 ? CoverageKind.STALE : CoverageKind.LIVE,
                        stream,
                        at(second),
                        counter);
        return silence.withProvenance(
                CoverageEvents.provenance(BEGINNING + second / 25, counter, at(second)));
    }

    private CoverageEvent open(String stream, long fromSecond, long second) {
        CoverageEvent gap =
                CoverageEvents.opened(stream, at(fromSecond), "disconnect", at(second), ++counter);
        ledger.take(gap);
        return gap;
    }

    private void close(CoverageEvent gap, String how, long second) {
        ledger.take(CoverageEvents.closed(gap, how, at(second), ++counter));
    }

    private List<String> silence(CoverageKind kind, String stream, long second) {
        return ledger.take(CoverageEvents.silence(kind, stream, at(second), ++counter));
    }

    private static long at(double second) {
        return BEGINNING + Math.round(second * 1_000);
    }

    private static Alert alert(
            String rule, String coin, String account, double firstSecond, double second) {
        return new Alert(
                "id",
                "id",
                AlertKind.OPEN,
                rule,
                1,
                Severity.HIGH,
                "stream:l2Book:BTC",
                coin,
                account,
                "title",
                "message",
                null,
                at(second),
                at(firstSecond),
                0,
                false,
                "{}",
                "{}",
                null,
                false);
    }
}
