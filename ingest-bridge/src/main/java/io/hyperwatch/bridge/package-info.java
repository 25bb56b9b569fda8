/**
 * The process between the exchange and Kafka: {@link io.hyperwatch.bridge.Bridge} gives the engine
 * its threads, sockets, Kafka and pages.
 */
package io.hyperwatch.bridge;
