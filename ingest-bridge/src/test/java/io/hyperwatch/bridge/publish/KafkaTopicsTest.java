package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaTopicsTest {

    @Test
    void onlyMissingTopicsAreCreatedWithTheirPartitionsAndRetention() {
        List<NewTopic> missing =
                KafkaTopics.missing(
                        Map.of("hl.prices.v1", 4),
                        List.of(Topic.PRICES, Topic.TRADES, Topic.FILLS, Topic.INSTRUMENTS));

        assertThat(missing)
                .extracting(NewTopic::name)
                .containsExactly("hl.trades.v1", "hl.fills.v1", "hl.instruments.v1");
        assertThat(missing).extracting(NewTopic::numPartitions).containsExactly(4, 1, 1);
        assertThat(missing.get(0).configs())
                .containsEntry("retention.ms", "2592000000")
                .containsEntry("retention.bytes", "34359738368");
        assertThat(missing.get(1).configs())
                .containsEntry("retention.ms", "-1")
                .containsEntry("retention.bytes", "-1");
        assertThat(missing.get(2).configs()).containsOnly(Map.entry("cleanup.policy", "compact"));
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsIsRefused() {
        assertThatThrownBy(
                        () ->
                                KafkaTopics.checkPartitions(
                                        Map.of("hl.trades.v1", 8), List.of(Topic.TRADES)))
                .isInstanceOf(KafkaTopics.TopicsException.class)
                .hasMessageStartingWith("topic hl.trades.v1 has 8 partitions instead of 4");
    }

    @Test
    void rightTopicsAreAccepted() {
        KafkaTopics.checkPartitions(Map.of("hl.trades.v1", 4), List.of(Topic.TRADES));
    }
}
