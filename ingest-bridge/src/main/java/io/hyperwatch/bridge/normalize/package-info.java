/**
 * Inputs to Kafka records: each event once, in execution order, or a dead letter that says why not.
 * Pure: the same inputs in the same order give the same bytes.
 */
package io.hyperwatch.bridge.normalize;
