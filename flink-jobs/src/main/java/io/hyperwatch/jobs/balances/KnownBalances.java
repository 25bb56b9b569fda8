package io.hyperwatch.jobs.balances;

import java.util.List;

/**
 * What the newest state of an account named; state of {@link BalanceBook}.
 *
 * @param timeMs of that state, epoch milliseconds
 * @param tokens it named
 */
public record KnownBalances(long timeMs, List<String> tokens) {}
