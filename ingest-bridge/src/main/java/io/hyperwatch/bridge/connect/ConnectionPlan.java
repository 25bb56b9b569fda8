package io.hyperwatch.bridge.connect;

import java.util.List;

/**
 * What one connection is to carry.
 *
 * @param role name that stays the same over all its sockets and plans: {@code market}, {@code
 *     market-2}, {@code standby}, {@code accounts}, {@code accounts-2}
 * @param subscriptions in the order they are to be asked for
 */
public record ConnectionPlan(String role, List<Subscription> subscriptions) {

    public static final String MARKET = "market";
    public static final String STANDBY = "standby";
    public static final String ACCOUNTS = "accounts";

    public ConnectionPlan {
        subscriptions = List.copyOf(subscriptions);
    }
}
