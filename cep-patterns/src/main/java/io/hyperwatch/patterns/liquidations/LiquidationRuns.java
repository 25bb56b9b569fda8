package io.hyperwatch.patterns.liquidations;

import java.util.List;

/**
 * The runs of one account and coin that may still grow; state of {@link LiquidationBook}.
 *
 * @param runs in the order they were opened
 */
public record LiquidationRuns(List<LiquidationRun> runs) {}
