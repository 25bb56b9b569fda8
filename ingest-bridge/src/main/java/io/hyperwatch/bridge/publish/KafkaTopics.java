package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Creates the topics as {@link Topic} describes them and refuses to work on others. */
public final class KafkaTopics {

    /** Per partition: 30 days of a busy coin, and an end to a runaway. */
    private static final long RETENTION_BYTES = 32L * 1024 * 1024 * 1024;

    private static final Duration RETENTION = Duration.ofDays(30);
    private static final int ANSWER_TIMEOUT_MS = 30_000;

    private KafkaTopics() {}

    /**
     * Creates what is missing.
     *
     * @return the highest record timestamp in the partitions of {@code clocked}, 0 for none: time
     *     in the log must not fall behind it
     * @throws TopicsException naming what is wrong: no Kafka there, or a topic with another number
     *     of partitions
     */
    public static long ensure(
            String bootstrapServers, Collection<Topic> topics, Collection<Topic> clocked)
            throws InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        "hyperwatch-bridge-topics",
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS / 3,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        ANSWER_TIMEOUT_MS);
        try (Admin admin = Admin.create(settings)) {
            create(admin, missing(partitions(admin, topics), topics));
            checkPartitions(partitions(admin, topics), topics);
            return newestTimestamp(admin, clocked);
        } catch (ExecutionException | KafkaException e) {
            throw new TopicsException(reason(bootstrapServers, e), e);
        }
    }

    /** Topics that do not exist yet, ready to be created. */
    static List<NewTopic> missing(Map<String, Integer> existing, Collection<Topic> wanted) {
        List<NewTopic> missing = new ArrayList<>();
        for (Topic topic : wanted) {
            if (!existing.containsKey(topic.topicName())) {
                missing.add(
                        new NewTopic(
                                        topic.topicName(),
                                        Optional.of(topic.partitions()),
                                        Optional.empty())
                                .configs(retention(topic.retention())));
            }
        }
        return missing;
    }

    /**
     * @throws TopicsException when a topic has another number of partitions than wanted
     */
    static void checkPartitions(Map<String, Integer> existing, Collection<Topic> wanted) {
        for (Topic topic : wanted) {
            Integer partitions = existing.get(topic.topicName());
            if (partitions == null || partitions != topic.partitions()) {
                throw new TopicsException(
                        "topic "
                                + topic.topicName()
                                + " has "
                                + (partitions == null ? "no" : partitions)
                                + " partitions instead of "
                                + topic.partitions()
                                + ": record order depends on that number, so it cannot be changed",
                        null);
            }
        }
    }

    private static Map<String, String> retention(Topic.Retention retention) {
        return switch (retention) {
            case EVENTS ->
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG, Long.toString(RETENTION.toMillis()),
                            TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(RETENTION_BYTES));
            case FOR_EVER ->
                    Map.of(
                            TopicConfig.RETENTION_MS_CONFIG, "-1",
                            TopicConfig.RETENTION_BYTES_CONFIG, "-1");
            case COMPACTED ->
                    Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        };
    }

    private static Map<String, Integer> partitions(Admin admin, Collection<Topic> topics)
            throws ExecutionException, InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics.stream().map(Topic::topicName).toList())
                        .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                partitions.put(answer.getKey(), answer.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return partitions;
    }

    private static void create(Admin admin, List<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                // Another part of the system may create the same topics at the same moment.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static long newestTimestamp(Admin admin, Collection<Topic> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        for (Topic topic : topics) {
            for (int i = 0; i < topic.partitions(); i++) {
                query.put(new TopicPartition(topic.topicName(), i), OffsetSpec.maxTimestamp());
            }
        }
        return admin.listOffsets(query).all().get().values().stream()
                .mapToLong(offset -> Math.max(0, offset.timestamp()))
                .max()
                .orElse(0);
    }

    private static String reason(String bootstrapServers, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof TimeoutException
                ? "no Kafka answers at " + bootstrapServers
                : "Kafka at " + bootstrapServers + ": " + cause.getMessage();
    }

    /** The topics cannot be used as they are. */
    public static final class TopicsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TopicsException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
