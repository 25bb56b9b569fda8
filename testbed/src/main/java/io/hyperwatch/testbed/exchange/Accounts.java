package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.PositionSide;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** All accounts by lower-case address; one that nobody has heard of is empty. */
final class Accounts {

    private static final BigDecimal DEFAULT_LOSS = new BigDecimal("1.05");

    private final Map<String, Account> byAddress = new LinkedHashMap<>();

    Account get(String user) {
        return byAddress.computeIfAbsent(user.toLowerCase(Locale.ROOT), unknown -> new Account());
    }

    Map<String, Account> all() {
        return Collections.unmodifiableMap(byAddress);
    }

    /**
     * Sees to it that a position can be closed: an account that has never traded the coin is given
     * exactly that position, opened at a loss of 5 %.
     *
     * @throws IllegalArgumentException when the account holds less
     */
    void provide(
            String user, CoinState coin, PositionSide side, BigDecimal size, BigDecimal price) {
        Account account = get(user);
        String name = coin.instrument().coin();
        boolean isLong = side == PositionSide.LONG;
        if (account.position(name).isFlat() && !account.hasTraded(name)) {
            BigDecimal entry =
                    isLong
                            ? price.multiply(DEFAULT_LOSS)
                            : price.divide(DEFAULT_LOSS, MathContext.DECIMAL64);
            account.hold(
                    name,
                    new Position(
                            Decimals.wire(isLong ? size : size.negate()),
                            coin.instrument().roundPrice(entry)));
        }
        BigDecimal held = account.position(name).size();
        if ((isLong ? held : held.negate()).compareTo(size) < 0) {
            throw new IllegalArgumentException(
                    user + " holds " + held + " " + name + ", not the " + size + " to close");
        }
    }
}
