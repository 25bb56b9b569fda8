/**
 * Runs the risk topology over a log that has an end: bounded, in event time, on a small Flink
 * cluster within this process.
 */
package io.hyperwatch.jobs.replay;
