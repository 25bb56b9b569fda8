package io.hyperwatch.patterns.funding;

/**
 * The last estimate that was taken; state of {@link FundingEstimates}, one for each coin.
 *
 * @param minute of its receipt
 * @param notable whether it could matter to the rule
 */
public record EstimateTaken(long minute, boolean notable) {}
