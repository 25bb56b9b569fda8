package io.hyperwatch.sinks.postgres;

import java.math.BigDecimal;

/**
 * One token of one account.
 *
 * @param address lower-case address
 * @param token {@code USDC}, {@code HYPE}, …
 * @param total in tokens; 0 once the token has vanished from the account
 * @param hold in tokens, bound by orders
 * @param updatedAtMs of the state that says so, epoch milliseconds
 */
public record StoredBalance(
        String address, String token, BigDecimal total, BigDecimal hold, long updatedAtMs) {}
