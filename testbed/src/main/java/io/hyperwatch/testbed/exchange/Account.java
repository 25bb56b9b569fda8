package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Positions and fills of one account. Fills are kept as far back as the exchange serves them. */
final class Account {

    /** "Only the latest 10,000 fills are reachable." */
    private static final int REACHABLE_FILLS = 10_000;

    /** What every account starts with, in USD. */
    static final BigDecimal DEPOSIT = new BigDecimal("1000000.0");

    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Deque<Publication<Fill>> fills = new ArrayDeque<>();
    private BigDecimal cash = DEPOSIT;
    private BigDecimal volume = BigDecimal.ZERO;

    Position position(String coin) {
        return positions.getOrDefault(coin, Position.FLAT);
    }

    Map<String, Position> positions() {
        return Collections.unmodifiableMap(positions);
    }

    /** Deposits plus realised profit minus fees. */
    BigDecimal cash() {
        return cash;
    }

    /** Notional traded, in USD. */
    BigDecimal volume() {
        return volume;
    }

    /** A position from before the start; refused once a chain of fills exists for the coin. */
    void hold(String coin, Position position) {
        if (hasTraded(coin)) {
            throw new IllegalArgumentException(
                    "the account has traded " + coin + " already, its position cannot be set");
        }
        positions.put(coin, position);
    }

    void book(Publication<Fill> published) {
        Fill fill = published.event();
        positions.put(
                fill.coin(), position(fill.coin()).after(fill.side(), fill.size(), fill.price()));
        cash = cash.add(fill.closedPnl()).subtract(fill.fee());
        volume = volume.add(fill.valueUsd());
        fills.addLast(published);
        if (fills.size() > REACHABLE_FILLS) {
            fills.removeFirst();
        }
    }

    boolean hasTraded(String coin) {
        return fills.stream().anyMatch(fill -> fill.event().coin().equals(coin));
    }

    /** Oldest first. */
    List<Publication<Fill>> fills() {
        return new ArrayList<>(fills);
    }
}
