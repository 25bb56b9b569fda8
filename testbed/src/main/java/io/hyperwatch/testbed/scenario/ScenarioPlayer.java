package io.hyperwatch.testbed.scenario;

import io.hyperwatch.testbed.exchange.ExchangeSimulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Plays a scenario on a simulated exchange that was started with {@link Scenario#settings}.
 * Construction puts the trades of the time before on record; then either {@link #start} plays in
 * real time, or {@link #playUntil} plays at once, for tests that move the exchange's clock.
 */
public final class ScenarioPlayer implements AutoCloseable {

    private final Scenario scenario;
    private final ExchangeSimulator exchange;
    private final List<Timeline.Step> steps;
    private final ScheduledExecutorService thread;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private int next;
    private long startNanos;

    public ScenarioPlayer(Scenario scenario, ExchangeSimulator exchange) {
        this.scenario = scenario;
        this.exchange = exchange;
        Timeline timeline = Timeline.of(scenario);
        this.steps = timeline.steps();
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread player = new Thread(task, "scenario-" + scenario.name());
                            player.setDaemon(true);
                            return player;
                        });
        timeline.history().forEach(old -> exchange.market().tradedBefore(old.order(), old.ageMs()));
    }

    /** What must fire when this is played, and nothing else. */
    public List<Scenario.ExpectedAlert> expectedAlerts() {
        return scenario.expect();
    }

    public Duration duration() {
        return scenario.duration().duration();
    }

    /**
     * Plays in real time on a thread of its own.
     *
     * @return completes at the end of the scenario, exceptionally if an event could not happen
     */
    public CompletableFuture<Void> start() {
        startNanos = System.nanoTime();
        thread.execute(this::playDue);
        return finished;
    }

    /** Plays at once all that is due until then. */
    public void playUntil(Duration offset) {
        while (next < steps.size() && steps.get(next).offsetMs() <= offset.toMillis()) {
            steps.get(next).event().happen(exchange.market(), exchange.faults());
            next++;
        }
    }

    /** Offset of the next event, or of the end. */
    public Duration nextOffset() {
        return next < steps.size() ? Duration.ofMillis(steps.get(next).offsetMs()) : duration();
    }

    public boolean isFinished() {
        return next >= steps.size();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void playDue() {
        try {
            playUntil(Duration.ofNanos(System.nanoTime() - startNanos));
            long wait = nextOffset().toNanos() - (System.nanoTime() - startNanos);
            if (isFinished() && wait <= 0) {
                finished.complete(null);
            } else {
                thread.schedule(this::playDue, Math.max(0, wait), TimeUnit.NANOSECONDS);
            }
        } catch (RuntimeException e) {
            finished.completeExceptionally(e);
        }
    }
}
