package io.hyperwatch.patterns.feed;

/**
 * How many losses of an outage are too long from one moment on; part of {@link Outage}.
 *
 * @param timeMs epoch milliseconds
 * @param losses that go on
 */
public record Due(long timeMs, int losses) {}
