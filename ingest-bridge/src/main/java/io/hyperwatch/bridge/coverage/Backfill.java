package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.normalize.Notice;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.events.Source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches from REST what a gap lacks: history by time, page after page, and candles. What comes
 * back passes the relay like everything else; here only the notices about it count. A failed fetch
 * is tried again each minute while the gap is open.
 */
public final class Backfill {

    /** Where questions to the exchange go. */
    public interface Rest {

        /**
         * @param request what is asked
         * @param source of the records it becomes
         * @param done told on the relay's thread, after the records were published
         */
        void ask(InfoRequest request, Source source, Done done);
    }

    /** The end of a question. */
    public interface Done {
        void ended(boolean answered);
    }

    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    /** A page of {@code userFillsByTime} and of ledger updates. */
    private static final int PAGE_ROWS = 2_000;

    /** A minute's worth of candles within the share of 150. */
    private static final int MANY_TASKS = 7;

    /** A page of {@code userFunding}. */
    private static final int FUNDING_PAGE_ROWS = 500;

    /** "Only the latest 10,000 fills are reachable." */
    private static final int REACHABLE_FILLS = 10_000;

    private final Rest rest;
    private final BridgeClock clock;
    private final Map<String, Task> tasks = new HashMap<>();
    private Coverage coverage;

    /** The repair of one gap. */
    private static final class Task {
        private final CoveredStream stream;
        private final Gap gap;
        private long fromMs;
        private int rows;
        private Notice page;
        private boolean asking;
        private long dueNanos;

        Task(CoveredStream stream, Gap gap, long nowNanos) {
            this.stream = stream;
            this.gap = gap;
            this.fromMs = gap.fromMs();
            this.dueNanos = nowNanos;
        }
    }

    public Backfill(Rest rest, BridgeClock clock) {
        this.rest = rest;
        this.clock = clock;
    }

    /** Whether so much is to be fetched that its own share would take minutes. */
    public boolean isBehind() {
        return tasks.size() > MANY_TASKS;
    }

    /** Whom to tell that a gap is filled. */
    void reportTo(Coverage ledger) {
        this.coverage = ledger;
    }

    void start(CoveredStream stream, Gap gap) {
        Task running = tasks.get(stream.name());
        if (running == null || running.gap != gap) {
            Task task = new Task(stream, gap, clock.nanos());
            tasks.put(stream.name(), task);
            ask(task);
        }
    }

    void stop(CoveredStream stream) {
        tasks.remove(stream.name());
    }

    /** A page has come; judged when the question ends. */
    void answered(CoveredStream stream, Notice notice) {
        Task task = tasks.get(stream.name());
        if (task != null) {
            task.page = notice;
        }
    }

    /** Tries again what has failed. */
    public void advance(long nowNanos) {
        for (Task task : List.copyOf(tasks.values())) {
            if (!task.asking && nowNanos - task.dueNanos >= 0) {
                ask(task);
            }
        }
    }

    private void ask(Task task) {
        task.asking = true;
        task.page = null;
        rest.ask(
                request(task.stream.subscription, task.fromMs),
                Source.BACKFILL,
                answered -> ended(task, answered));
    }

    private InfoRequest request(Subscription stream, long fromMs) {
        return switch (stream.type()) {
            case "userFills" -> InfoRequest.userFillsByTime(stream.user(), fromMs, null);
            case "userFundings" -> InfoRequest.userFunding(stream.user(), fromMs, null);
            case "userNonFundingLedgerUpdates" ->
                    InfoRequest.userNonFundingLedgerUpdates(stream.user(), fromMs);
            case "candle" ->
                    InfoRequest.candleSnapshot(
                            stream.coin(), stream.interval(), fromMs, clock.epochMs());
            default -> throw new IllegalArgumentException("no backfill of " + stream.stream());
        };
    }

    private void ended(Task task, boolean answered) {
        task.asking = false;
        task.dueNanos = clock.nanos() + AGAIN_NANOS;
        if (tasks.get(task.stream.name()) != task || !answered) {
            return;
        }
        Notice page = task.page;
        boolean candles = task.stream.kind == StreamKind.CANDLE;
        if (page == null || page.rows() < pageRows(task.stream) || candles) {
            // An answer without a list says that there is nothing.
            finish(task, task.rows < REACHABLE_FILLS);
            return;
        }
        task.rows += page.rows();
        boolean stuck = page.newestMs() == null || page.newestMs() <= task.fromMs;
        if (stuck || task.rows >= REACHABLE_FILLS) {
            finish(task, false);
        } else {
            // Inclusive: more fills of the same millisecond may follow.
            task.fromMs = page.newestMs();
            ask(task);
        }
    }

    private void finish(Task task, boolean complete) {
        tasks.remove(task.stream.name());
        coverage.filled(task.stream, task.gap, complete && !task.gap.isHoled(), clock.epochMs());
    }

    private static int pageRows(CoveredStream stream) {
        return stream.subscription.type().equals("userFundings") ? FUNDING_PAGE_ROWS : PAGE_ROWS;
    }
}
