package io.hyperwatch.jobs.balances;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountState.Balance;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.sinks.postgres.StoredBalance;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/**
 * Spot states of one account, in log order -> rows of its tokens. A state lists all tokens that the
 * account holds; one that the newest state no longer lists is gone, which is told once, as a row of
 * zero. A state that is not newer than the newest (a repeat, a late one) says nothing.
 *
 * <p>State: time and token names of the newest state, some 100 bytes an account.
 */
final class BalanceBook {

    private final Cell<KnownBalances> known;

    BalanceBook(Cell<KnownBalances> known) {
        this.known = known;
    }

    /**
     * @param state of kind {@code SPOT}
     */
    void onState(AccountState state, Consumer<StoredBalance> out) {
        KnownBalances before = known.get();
        if (before != null && state.timeMs() <= before.timeMs()) {
            return;
        }
        for (Balance balance : state.balances()) {
            out.accept(row(state, balance.token(), balance.total(), balance.hold()));
        }
        List<String> tokens = state.balances().stream().map(Balance::token).toList();
        if (before != null) {
            for (String token : before.tokens()) {
                if (!tokens.contains(token)) {
                    out.accept(row(state, token, BigDecimal.ZERO, BigDecimal.ZERO));
                }
            }
        }
        known.set(new KnownBalances(state.timeMs(), tokens));
    }

    private static StoredBalance row(
            AccountState state, String token, BigDecimal total, BigDecimal hold) {
        return new StoredBalance(state.user(), token, total, hold, state.timeMs());
    }
}
