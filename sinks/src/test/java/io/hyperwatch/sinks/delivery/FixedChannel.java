package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A channel with given endpoints whose answers follow from the endpoint's name. */
record FixedChannel(String name, List<String> endpoints) implements AlertChannel {

    @Override
    public Sender open() {
        return new Sender() {
            @Override
            public CompletableFuture<Answer> send(Alert alert, String endpoint, long nowMs) {
                return switch (endpoint) {
                    case "throws" -> throw new IllegalStateException("no");
                    case "fails" -> CompletableFuture.failedFuture(new IllegalStateException("no"));
                    case "hangs" -> new CompletableFuture<>();
                    case "gone" -> CompletableFuture.completedFuture(Answer.stop(410, "HTTP 410"));
                    case "busy" ->
                            CompletableFuture.completedFuture(
                                    Answer.retry(429, "HTTP 429", 60_000L));
                    default -> CompletableFuture.completedFuture(Answer.accepted(200));
                };
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
