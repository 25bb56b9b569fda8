package io.hyperwatch.patterns.feed;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.patterns.incident.Step;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a bridge in trouble says: sockets lost with several streams, silences, gaps that close or do
 * not, repeats, late and early stamps, and the bridge started anew in the middle.
 */
final class RandomCoverage {

    static final String ACCOUNT = "0x" + "a".repeat(40);

    private static final String[] STREAMS = {
        "allMids",
        "activeAssetCtx:BTC",
        "activeAssetCtx:ETH",
        "l2Book:BTC",
        "trades:BTC",
        "trades:ETH",
        "userFills:" + ACCOUNT
    };
    private static final String[] REASONS = {
        "disconnect",
        "disconnect",
        "stall",
        "silence",
        "restart",
        "start",
        "replan",
        "refused",
        "dropped",
        "kafka"
    };
    private static final long[] STEPS_MS = {
        0, 0, 1, 500, 5_000, 9_999, 10_000, 10_000, 20_000, 30_000, 60_000, 60_001
    };
    private static final long[] DELAYS_MS = {0, 0, 0, 0, 0, 0, 60_000, 60_001, 600_001, -30_000};

    private final Random random;
    private final boolean onTime;
    private final List<CoverageEvent> open = new ArrayList<>();
    private final List<Step<CoverageEvent>> steps = new ArrayList<>();
    private long bridgeStartMs = CoverageEvents.BEGINNING;
    private long timeMs = CoverageEvents.BEGINNING;
    private long logTimeMs = timeMs - 1_000;
    private long counter;

    RandomCoverage(long seed) {
        this.random = new Random(seed);
        this.onTime = random.nextBoolean();
    }

    List<Step<CoverageEvent>> steps(int count) {
        while (steps.size() < count) {
            timeMs += STEPS_MS[random.nextInt(STEPS_MS.length)];
            int what = random.nextInt(20);
            if (what < 2) {
                tick(1_000);
            } else if (what < 5) {
                socketLost();
            } else if (what < 8) {
                boolean stale = random.nextInt(3) > 0;
                say(stale ? CoverageKind.STALE : CoverageKind.LIVE, stream(), null, null);
            } else if (what < 10) {
                say(CoverageKind.GAP_OPENED, stream(), gapStart(), reason());
            } else if (what < 18 && !open.isEmpty()) {
                CoverageEvent gap = open.remove(random.nextInt(open.size()));
                say(CoverageKind.GAP_CLOSED, gap.stream(), gap.gapStartMs(), gap.reason());
            } else if (what == 18 && !steps.isEmpty()) {
                again();
            } else if (random.nextInt(4) == 0) {
                bridgeStartMs = Math.max(bridgeStartMs + 1, timeMs);
                counter = 0;
            } else {
                say(CoverageKind.MISMATCH, stream(), null, "mismatch");
            }
        }
        tick(-3_600_000);
        return steps;
    }

    private void socketLost() {
        String reason = REASONS[random.nextInt(4)];
        long startMs = gapStart();
        for (String stream : STREAMS) {
            if (random.nextInt(3) > 0) {
                say(CoverageKind.GAP_OPENED, stream, startMs, reason);
            }
        }
    }

    private void again() {
        Step<CoverageEvent> before = steps.get(random.nextInt(steps.size()));
        if (before.input() != null) {
            steps.add(new Step<>(logTimeMs, before.input()));
        }
    }

    private void say(CoverageKind kind, String stream, Long gapStartMs, String reason) {
        counter++;
        long delayMs = onTime ? 0 : DELAYS_MS[random.nextInt(DELAYS_MS.length)];
        Provenance provenance = CoverageEvents.provenance(bridgeStartMs, counter, timeMs + delayMs);
        CoverageEvent event =
                new CoverageEvent(
                        kind,
                        stream,
                        timeMs,
                        gapStartMs,
                        kind == CoverageKind.GAP_CLOSED ? timeMs : null,
                        reason,
                        0,
                        kind == CoverageKind.GAP_CLOSED ? CoverageEvent.RESUMED : null,
                        null,
                        null,
                        null,
                        1,
                        provenance);
        if (kind == CoverageKind.GAP_OPENED) {
            open.add(event);
        }
        logTimeMs = Math.max(logTimeMs, Math.min(timeMs, timeMs + delayMs));
        steps.add(new Step<>(logTimeMs, event));
    }

    private void tick(long behindMs) {
        logTimeMs = Math.max(logTimeMs, timeMs - behindMs);
        steps.add(new Step<>(logTimeMs, null));
    }

    private String stream() {
        return STREAMS[random.nextInt(STREAMS.length)];
    }

    private String reason() {
        return REASONS[random.nextInt(REASONS.length)];
    }

    private long gapStart() {
        return timeMs - 5_000 - STEPS_MS[random.nextInt(STEPS_MS.length)];
    }
}
