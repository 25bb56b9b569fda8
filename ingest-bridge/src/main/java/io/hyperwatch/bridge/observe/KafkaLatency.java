package io.hyperwatch.bridge.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Time from publishing a record to Kafka's confirmation: of late for Prometheus, and overall. */
final class KafkaLatency {

    private static final String NAME = "hyperwatch.bridge.kafka.latency";

    private final Timer recent;
    private final Timer overall;

    KafkaLatency(MeterRegistry registry) {
        this.recent =
                Timer.builder(NAME)
                        .description("From publishing a record to Kafka's confirmation")
                        .publishPercentiles(0.5, 0.99)
                        .register(registry);
        this.overall =
                Timer.builder(NAME)
                        .publishPercentiles(0.5, 0.99)
                        .distributionStatisticExpiry(Duration.ofDays(3_650))
                        .distributionStatisticBufferLength(1)
                        .register(new SimpleMeterRegistry());
    }

    void confirmed(long nanos) {
        recent.record(nanos, TimeUnit.NANOSECONDS);
        overall.record(nanos, TimeUnit.NANOSECONDS);
    }

    Statistics.Latency statistics() {
        HistogramSnapshot snapshot = overall.takeSnapshot();
        double p50 = 0;
        double p99 = 0;
        for (ValueAtPercentile at : snapshot.percentileValues()) {
            if (at.percentile() < 0.9) {
                p50 = at.value(TimeUnit.MILLISECONDS);
            } else {
                p99 = at.value(TimeUnit.MILLISECONDS);
            }
        }
        return new Statistics.Latency(
                snapshot.count(), p50, p99, snapshot.max(TimeUnit.MILLISECONDS));
    }
}
