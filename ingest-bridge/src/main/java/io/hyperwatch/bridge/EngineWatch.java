package io.hyperwatch.bridge;

import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.engine.Observer;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.observe.BridgeMetrics;
import io.hyperwatch.bridge.observe.HealthSnapshot;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Turns what the engine tells into figures, and knows when it has got going. */
final class EngineWatch implements Observer {

    private final BridgeMetrics metrics;
    private final CountDownLatch planned = new CountDownLatch(1);
    private volatile List<String> problems = List.of();
    private final AtomicLong nodeLines = new AtomicLong();
    private boolean lostOne;

    EngineWatch(BridgeMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Waits for the first plan.
     *
     * @return what is wrong with the configured coins; empty when nothing is
     */
    List<String> awaitPlan(Duration timeout) throws InterruptedException {
        if (!planned.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the bridge did not get going within " + timeout);
        }
        return problems;
    }

    /** Lines of a node's files whose records were handed to the publisher. */
    long nodeLines() {
        return nodeLines.get();
    }

    /** There will be no plan. */
    void giveUp() {
        planned.countDown();
    }

    @Override
    public void relayed(Input input, Normalized normalized) {
        metrics.relayed(input, normalized);
        if (input instanceof Input.Opened) {
            metrics.connected(lostOne);
        } else if (input instanceof Input.NodeLine) {
            nodeLines.incrementAndGet();
        }
    }

    @Override
    public void wrote(Envelope record) {
        metrics.published(record);
    }

    @Override
    public void ticked(int partitions) {
        metrics.ticked(partitions);
    }

    @Override
    public void called(RestRequest request, Share share, int status, long tookNanos, int weight) {
        metrics.called(request.type(), status, weight);
    }

    @Override
    public void disconnected(String cause) {
        lostOne = true;
        metrics.disconnected(cause);
    }

    @Override
    public void refusedStream(Subscription subscription) {
        metrics.refused();
    }

    @Override
    public void reported(HealthSnapshot snapshot) {
        metrics.observe(snapshot);
    }

    @Override
    public void covered(CoverageEvent event) {
        metrics.covered(event);
    }

    @Override
    public void planned(Plan plan) {
        planned.countDown();
    }

    @Override
    public void refused(List<String> found) {
        problems = found;
        planned.countDown();
    }
}
