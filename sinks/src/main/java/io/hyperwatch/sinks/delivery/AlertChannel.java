package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;

import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A way to reach people or programs: webhook now, chats and mail later. Travels in the job graph
 * and therefore holds names of environment variables, never addresses or secrets; both methods that
 * need those run on the task manager.
 */
public interface AlertChannel extends Serializable {

    /** {@code webhook}, {@code telegram}, …; column {@code channel}. */
    String name();

    /**
     * Stable names of the endpoints, unique over all channels, that give no address away: {@code
     * webhook-1}, {@code webhook-2}, …
     *
     * @throws IllegalArgumentException one sentence naming the variable that is wrong
     */
    List<String> endpoints();

    /**
     * @throws IllegalArgumentException one sentence naming the variable that is wrong
     */
    Sender open();

    /** Sends to all endpoints of a channel from one task. */
    interface Sender extends AutoCloseable {

        /**
         * Makes one attempt without blocking.
         *
         * @param endpoint one of {@link AlertChannel#endpoints()}
         * @param nowMs wall clock
         * @return completes with an answer, never with an exception
         */
        CompletableFuture<Answer> send(Alert alert, String endpoint, long nowMs);

        @Override
        void close();
    }
}
