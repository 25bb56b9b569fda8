/**
 * The Flink functions that host the rules: one for each stream and key, with all the rules that
 * judge it.
 */
package io.hyperwatch.patterns.hosts;
