package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Positions, fills, orders and ledger of one account. Fills are kept as far back as the exchange
 * serves them.
 */
final class Account {

    /** "Only the latest 10,000 fills are reachable." */
    private static final int REACHABLE_FILLS = 10_000;

    private static final int REACHABLE_ORDERS = 2_000;

    /** What every account starts with, in USD. */
    static final BigDecimal DEPOSIT = new BigDecimal("1000000.0");

    private final Map<String, Position> positions = new LinkedHashMap<>();
    private final Set<String> traded = new HashSet<>();
    private final Deque<Publication<Fill>> fills = new ArrayDeque<>();
    private final List<Publication<LedgerEntry>> ledger = new ArrayList<>();
    private final List<Publication<FundingPayment>> fundings = new ArrayList<>();
    private final Map<Long, RestingOrder> orders = new LinkedHashMap<>();
    private final Deque<OrderChange> orderHistory = new ArrayDeque<>();
    private BigDecimal deposited = DEPOSIT;
    private BigDecimal cash = DEPOSIT;
    private BigDecimal volume = BigDecimal.ZERO;

    Position position(String coin) {
        return positions.getOrDefault(coin, Position.FLAT);
    }

    Map<String, Position> positions() {
        return Collections.unmodifiableMap(positions);
    }

    /** Deposits plus realised profit and funding, minus withdrawals and fees. */
    BigDecimal cash() {
        return cash;
    }

    /** Deposits minus withdrawals. */
    BigDecimal deposited() {
        return deposited;
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
        traded.add(fill.coin());
        cash = cash.add(fill.closedPnl()).subtract(fill.fee());
        volume = volume.add(fill.valueUsd());
        fills.addLast(published);
        if (fills.size() > REACHABLE_FILLS) {
            fills.removeFirst();
        }
    }

    /**
     * @param usd what it brings, negative for what it takes
     */
    void book(Publication<LedgerEntry> entry, BigDecimal usd) {
        ledger.add(entry);
        cash = cash.add(usd);
        deposited = deposited.add(usd);
    }

    void bookFunding(Publication<FundingPayment> payment) {
        fundings.add(payment);
        cash = cash.add(payment.event().usd());
    }

    void book(OrderChange change) {
        RestingOrder order = change.order();
        if (change.status().equals("open")) {
            orders.put(order.oid(), order);
        } else {
            orders.remove(order.oid());
        }
        orderHistory.addFirst(change);
        if (orderHistory.size() > REACHABLE_ORDERS) {
            orderHistory.removeLast();
        }
    }

    boolean hasTraded(String coin) {
        return traded.contains(coin);
    }

    /** Oldest first. */
    List<Publication<Fill>> fills() {
        return new ArrayList<>(fills);
    }

    /** Oldest first. */
    List<Publication<LedgerEntry>> ledger() {
        return Collections.unmodifiableList(ledger);
    }

    /** Oldest first. */
    List<Publication<FundingPayment>> fundings() {
        return Collections.unmodifiableList(fundings);
    }

    /** Newest first. */
    List<RestingOrder> openOrders() {
        List<RestingOrder> open = new ArrayList<>(orders.values());
        Collections.reverse(open);
        return open;
    }

    /** Null if it is not in the book. */
    RestingOrder openOrder(long oid) {
        return orders.get(oid);
    }

    /** Newest first, at most 2,000. */
    List<OrderChange> orderHistory() {
        return new ArrayList<>(orderHistory);
    }
}
