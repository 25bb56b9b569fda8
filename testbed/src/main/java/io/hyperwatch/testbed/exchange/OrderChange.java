package io.hyperwatch.testbed.exchange;

/**
 * A limit order got another status.
 *
 * @param order as it was after the change
 * @param status {@code open}, {@code filled}, {@code canceled}, {@code liquidatedCanceled}
 * @param timeMs block time
 */
public record OrderChange(RestingOrder order, String status, long timeMs) {}
