package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.normalize.Notice;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The ledger of what each stream may lack. A gap opens when the last socket that delivers a stream
 * is lost, and closes when a replay, a snapshot or REST has shown that nothing is missing, or, with
 * {@code closed_by=resumed}, when the stream goes on and what fell into the gap is lost.
 *
 * <p>Runs on the relay's thread; every statement goes out as a {@link CoverageEvent}.
 */
public final class Coverage {

    /**
     * Events reach us up to this long after their exchange time (p99 0.65 s), so a stream is
     * complete only up to this long before its socket was last heard.
     */
    static final long IN_FLIGHT_MS = 5_000;

    /** A stream that has never been live is a gap once it has had this long to begin. */
    private static final long START_GRACE_MS = 15_000;

    private static final String START = "start";
    private static final String RESTART = "restart";

    private final Consumer<CoverageEvent> log;
    private final Backfill backfill;
    private final Long coveredUntilMs;
    private final Map<String, Gap> inherited = new HashMap<>();
    private final Map<String, CoveredStream> streams = new LinkedHashMap<>();
    private final long startedMs;
    private boolean startJudged;

    /**
     * @param log takes what is to be told
     * @param backfill fetches what a gap lacks
     * @param coveredUntilMs exchange time up to which the log of an earlier run is complete; null
     *     where there is none
     * @param openGaps of that run: their last events
     */
    public Coverage(
            Consumer<CoverageEvent> log,
            Backfill backfill,
            Long coveredUntilMs,
            Collection<CoverageEvent> openGaps,
            long nowMs) {
        this.log = log;
        this.backfill = backfill;
        this.coveredUntilMs = coveredUntilMs;
        backfill.reportTo(this);
        this.startedMs = nowMs;
        for (CoverageEvent open : openGaps) {
            inherit(
                    new Gap(open.stream(), open.gapStartMs(), open.reason(), open.revision()),
                    nowMs);
        }
    }

    /** Of several open gaps of a stream the oldest goes on; the others lie within it. */
    private void inherit(Gap gap, long nowMs) {
        Gap other = inherited.put(gap.stream(), gap);
        if (other != null) {
            boolean isOlder = other.fromMs() <= gap.fromMs();
            inherited.put(gap.stream(), isOlder ? other : gap);
            log.accept((isOlder ? gap : other).closed(CoverageEvent.RESUMED, nowMs, nowMs));
        }
    }

    /** Replaces the list of what should be delivered. */
    public void want(Collection<Subscription> wanted, long nowMs) {
        Map<String, CoveredStream> before = new LinkedHashMap<>(streams);
        streams.clear();
        for (Subscription subscription : wanted) {
            if (streams.containsKey(subscription.stream())) {
                // A standby copy appears a second time.
                continue;
            }
            CoveredStream known = before.remove(subscription.stream());
            streams.put(subscription.stream(), known == null ? begin(subscription, nowMs) : known);
        }
        for (CoveredStream dropped : before.values()) {
            if (dropped.gap != null) {
                log.accept(dropped.gap.closed(CoverageEvent.ABANDONED, nowMs, nowMs));
            }
        }
    }

    private CoveredStream begin(Subscription subscription, long nowMs) {
        CoveredStream stream = new CoveredStream(subscription, nowMs);
        Gap open = inherited.remove(stream.name());
        if (open != null) {
            stream.gap = open;
        } else if (coveredUntilMs != null) {
            open(stream, coveredUntilMs, RESTART, nowMs);
        }
        return stream;
    }

    /** The exchange has agreed to deliver the stream on a socket. */
    public void confirmed(int connection, Subscription subscription, long nowMs) {
        CoveredStream stream = streams.get(subscription.stream());
        if (stream == null) {
            return;
        }
        stream.connections.add(connection);
        if (stream.silent) {
            speaks(subscription, nowMs);
        }
        if (stream.gap != null && stream.gap.endMs() == null) {
            if (stream.kind == StreamKind.FLEETING) {
                close(stream, CoverageEvent.RESUMED, nowMs, nowMs);
            } else if (stream.kind == StreamKind.CANDLE && !stream.isWithinOneCandle(nowMs)) {
                stream.gap.endsAt(nowMs);
                backfill.start(stream, stream.gap);
            }
        }
    }

    /**
     * A socket no longer delivers the stream.
     *
     * @param lastHeardMs when the socket last said anything
     */
    public void lost(
            int connection,
            Subscription subscription,
            long lastHeardMs,
            String reason,
            long nowMs) {
        CoveredStream stream = streams.get(subscription.stream());
        if (stream == null || !stream.connections.remove(connection) || !stream.isDown()) {
            return;
        }
        stream.downSinceMs = nowMs;
        if (stream.gap == null) {
            open(stream, lastHeardMs - IN_FLIGHT_MS, reason, nowMs);
        } else if (stream.gap.endMs() != null) {
            // It was live for too short a time for the repair: one gap that goes on.
            stream.gap.reopen();
            backfill.stop(stream);
        }
    }

    /** A frame of the stream has come. */
    public void data(String name, long nowMs) {
        CoveredStream stream = streams.get(name);
        if (stream == null || stream.gap == null || stream.isDown()) {
            return;
        }
        if (stream.kind == StreamKind.STATE) {
            close(stream, CoverageEvent.RESUMED, nowMs, nowMs);
        } else if (stream.kind == StreamKind.CANDLE && stream.gap.endMs() == null) {
            if (stream.isWithinOneCandle(nowMs)) {
                // The candle has grown in the meantime and is told whole.
                close(stream, CoverageEvent.REPLAY, nowMs, nowMs);
            } else {
                stream.gap.endsAt(nowMs);
                backfill.start(stream, stream.gap);
            }
        }
    }

    /** A replay, a snapshot or a REST list of the stream has come. */
    public void notice(Notice notice, long nowMs) {
        CoveredStream stream = streams.get(notice.stream());
        if (stream == null) {
            return;
        }
        Gap gap = stream.gap;
        if (gap == null) {
            if (stream.kind == StreamKind.TRADES && notice.connection() > 0) {
                unnoticed(stream, notice, nowMs);
            }
            return;
        }
        gap.backfilled(notice.added());
        boolean reachesBack = notice.reachesBackTo(gap.fromMs());
        // A replay that had to wait may come from a socket that is gone by now.
        boolean live = stream.connections.contains(notice.connection());
        switch (stream.kind) {
            case TRADES -> {
                if (!reachesBack) {
                    gap.hole();
                }
                if (live) {
                    long endMs = notice.oldestMs() == null ? nowMs : notice.oldestMs();
                    close(
                            stream,
                            gap.isHoled() ? CoverageEvent.RESUMED : CoverageEvent.REPLAY,
                            gap.isHoled() ? endMs : nowMs,
                            nowMs);
                }
            }
            case HISTORY -> {
                if (notice.connection() == 0) {
                    backfill.answered(stream, notice);
                } else if (live && reachesBack) {
                    close(stream, CoverageEvent.REPLAY, nowMs, nowMs);
                } else if (live) {
                    gap.endsAt(notice.oldestMs() == null ? nowMs : notice.oldestMs());
                    backfill.start(stream, gap);
                }
            }
            case CANDLE -> {
                if (notice.connection() == 0) {
                    backfill.answered(stream, notice);
                }
            }
            default -> {
                // State and fleeting streams have no lists.
            }
        }
    }

    /** A new socket's replay does not reach back although another socket seemed to deliver. */
    private void unnoticed(CoveredStream stream, Notice notice, long nowMs) {
        if (notice.missingFromMs() != null && notice.oldestMs() != null) {
            lostForGood(stream.name(), notice.missingFromMs(), notice.oldestMs(), "dropped", nowMs);
        }
    }

    /** Events of an account turn out to be missing: they are fetched. */
    public void missed(String name, long fromMs, long nowMs) {
        CoveredStream stream = streams.get(name);
        if (stream != null && stream.gap == null && stream.kind == StreamKind.HISTORY) {
            open(stream, fromMs, "dropped", nowMs);
            stream.gap.endsAt(nowMs);
            backfill.start(stream, stream.gap);
        }
    }

    /** A backfill has fetched all there is. */
    void filled(CoveredStream stream, Gap gap, boolean complete, long nowMs) {
        if (stream.gap == gap && gap.endMs() != null) {
            close(
                    stream,
                    complete ? CoverageEvent.BACKFILL : CoverageEvent.RESUMED,
                    complete ? nowMs : gap.endMs(),
                    nowMs);
        }
    }

    public void silent(Subscription subscription, long silentMs, long nowMs) {
        CoveredStream stream = streams.get(subscription.stream());
        if (stream != null && !stream.silent) {
            stream.silent = true;
            String detail = "silent for " + silentMs / 1_000 + " s";
            log.accept(event(CoverageKind.STALE, stream.name(), "silence", detail, nowMs));
        }
    }

    public void speaks(Subscription subscription, long nowMs) {
        CoveredStream stream = streams.get(subscription.stream());
        if (stream != null && stream.silent) {
            stream.silent = false;
            log.accept(event(CoverageKind.LIVE, stream.name(), "silence", null, nowMs));
        }
    }

    /** A comparison with REST has found a difference beyond tolerance. */
    public void mismatch(
            String name, BigDecimal expected, BigDecimal actual, String detail, long nowMs) {
        log.accept(
                new CoverageEvent(
                        CoverageKind.MISMATCH,
                        name,
                        nowMs,
                        null,
                        null,
                        "mismatch",
                        0,
                        null,
                        expected,
                        actual,
                        detail,
                        1,
                        null));
    }

    /** Events that are lost for good, whether or not the stream is one of those wanted. */
    public void lostForGood(String name, long fromMs, long toMs, String reason, long nowMs) {
        Gap gap = new Gap(name, fromMs, reason, 0);
        log.accept(gap.opened(nowMs));
        log.accept(gap.closed(CoverageEvent.RESUMED, toMs, nowMs));
    }

    /** To be called now and then. */
    public void advance(long nowMs) {
        if (!startJudged && nowMs - startedMs >= START_GRACE_MS) {
            startJudged = true;
            for (CoveredStream stream : streams.values()) {
                if (stream.gap == null && stream.isDown()) {
                    open(stream, startedMs, START, nowMs);
                }
            }
            inherited
                    .values()
                    .forEach(gap -> log.accept(gap.closed(CoverageEvent.ABANDONED, nowMs, nowMs)));
            inherited.clear();
        }
    }

    /** Streams without a socket for at least this long. */
    public List<Subscription> down(long forMs, long nowMs) {
        return streams.values().stream()
                .filter(stream -> stream.isDown() && nowMs - stream.downSinceMs >= forMs)
                .map(stream -> stream.subscription)
                .toList();
    }

    /** Whether some socket delivers the stream. */
    public boolean isLive(String name) {
        CoveredStream stream = streams.get(name);
        return stream != null && !stream.isDown();
    }

    /** State of each stream, by name. */
    public Map<String, StreamState> states() {
        Map<String, StreamState> states = new LinkedHashMap<>();
        streams.forEach((name, stream) -> states.put(name, state(stream)));
        return states;
    }

    private static StreamState state(CoveredStream stream) {
        if (stream.isDown()) {
            return StreamState.DOWN;
        }
        if (stream.gap != null) {
            return StreamState.BACKFILLING;
        }
        return stream.silent ? StreamState.STALE : StreamState.LIVE;
    }

    /**
     * A gap that is still open.
     *
     * @param fromMs exchange time up to which the stream is complete
     */
    public record OpenGap(String stream, long fromMs, String reason) {}

    public List<OpenGap> openGaps() {
        return streams.values().stream()
                .filter(stream -> stream.gap != null)
                .map(s -> new OpenGap(s.name(), s.gap.fromMs(), s.gap.reason()))
                .toList();
    }

    private void open(CoveredStream stream, long fromMs, String reason, long nowMs) {
        stream.gap = new Gap(stream.name(), fromMs, reason, 0);
        log.accept(stream.gap.opened(nowMs));
    }

    private void close(CoveredStream stream, String how, long endMs, long nowMs) {
        Gap gap = stream.gap;
        stream.gap = null;
        backfill.stop(stream);
        log.accept(gap.closed(how, endMs, nowMs));
    }

    private static CoverageEvent event(
            CoverageKind kind, String name, String reason, String detail, long nowMs) {
        return new CoverageEvent(
                kind, name, nowMs, null, null, reason, 0, null, null, null, detail, 1, null);
    }
}
