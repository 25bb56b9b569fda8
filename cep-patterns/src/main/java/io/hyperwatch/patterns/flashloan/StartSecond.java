package io.hyperwatch.patterns.flashloan;

import java.util.List;

/**
 * The liquidations that began in one second; state of {@link LiquidationWindows}, keyed by second.
 *
 * @param starts by time, at most 1,000 of them
 */
public record StartSecond(List<StartTotal> starts) {}
