/**
 * The way into Kafka: topics, the producer with its spool, and what the end of the log says at
 * start. The only package that knows the Kafka client.
 */
package io.hyperwatch.bridge.publish;
