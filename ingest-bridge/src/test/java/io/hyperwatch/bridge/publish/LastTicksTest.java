package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LastTicksTest {

    @Test
    void aTopicIsCompleteUpToItsLaggingPartition() {
        LastTicks ticks =
                new LastTicks(
                        Map.of(
                                Topic.TRADES, new Long[] {30L, 10L, null, 20L},
                                Topic.FILLS, new Long[] {5L},
                                Topic.ORDERS, new Long[] {null}));

        assertThat(ticks.of(Topic.TRADES)).hasValue(10);
        assertThat(ticks.of(Topic.ORDERS)).isEmpty();
        assertThat(ticks.of(Topic.BOOKS)).isEmpty();
        assertThat(ticks.overall()).hasValue(5);
    }

    @Test
    void anEmptyLogSaysNothing() {
        assertThat(new LastTicks(Map.of()).overall()).isEmpty();
    }
}
