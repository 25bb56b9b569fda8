package io.hyperwatch.jobs.io;

import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * A log that is read once for all who ask while it is being read. The hosts of a job open at the
 * same time, and a consumer of Kafka costs more than the few records it is there for.
 *
 * <p>Nobody gets an older answer than alone: whoever joins a reading waits for its end, as for that
 * of his own.
 *
 * @param log with {@code equals}, by which the readings under way are told apart
 */
public record SharedRuleLog(RuleLog log) implements RuleLog {

    private static final long serialVersionUID = 1L;
    private static final ConcurrentMap<RuleLog, CompletableFuture<List<RuleChange>>> UNDER_WAY =
            new ConcurrentHashMap<>();

    /** Where the reading of another fails, it is tried once more. */
    @Override
    public List<RuleChange> changes() {
        CompletableFuture<List<RuleChange>> own = new CompletableFuture<>();
        CompletableFuture<List<RuleChange>> underWay = UNDER_WAY.putIfAbsent(log, own);
        if (underWay == null) {
            return read(own);
        }
        try {
            return underWay.get();
        } catch (ExecutionException e) {
            // He may have been cancelled; that need not concern us.
            return log.changes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the rules are read", e);
        }
    }

    private List<RuleChange> read(CompletableFuture<List<RuleChange>> own) {
        try {
            List<RuleChange> changes = List.copyOf(log.changes());
            own.complete(changes);
            return changes;
        } catch (RuntimeException | Error e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            UNDER_WAY.remove(log, own);
        }
    }
}
