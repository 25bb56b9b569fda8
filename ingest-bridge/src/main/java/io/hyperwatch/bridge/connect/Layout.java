package io.hyperwatch.bridge.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sockets while they are being filled. Market data has the first one and takes more only where its
 * subscriptions would not fit otherwise; the standby copy of trades and each account with streams
 * that name no user have their own. Where there are too few sockets, accounts ride with the standby
 * copy or with the market data.
 */
final class Layout {

    /** Unused, so that a new socket can overlap the one it replaces. */
    static final int SPARE_CONNECTIONS = 2;

    private final int maxSubscriptions;
    private final int marketSockets;
    private final boolean hasStandby;
    private final boolean accountsRide;
    private final List<Subscription> market = new ArrayList<>();
    private final List<Subscription> standby = new ArrayList<>();
    private final List<List<Subscription>> accounts = new ArrayList<>();

    /**
     * @param addresses configured accounts with a place: each wants a socket of its own
     */
    Layout(ExchangeLimits limits, boolean standbyWanted, int addresses, boolean vaultAccounts) {
        maxSubscriptions = limits.subscriptions();
        int usable = Math.max(1, limits.connections() - SPARE_CONNECTIONS);
        hasStandby = standbyWanted && usable >= 2;
        int left = usable - 1 - (hasStandby ? 1 : 0);
        int wanted = addresses > 0 ? addresses : vaultAccounts ? 1 : 0;
        int own = Math.min(left, wanted);
        accountsRide = wanted > 0 && own == 0;
        marketSockets = 1 + (left - own);
        for (int i = 0; i < Math.max(1, own); i++) {
            accounts.add(new ArrayList<>());
        }
    }

    boolean hasStandby() {
        return hasStandby;
    }

    /** How many users can have streams that name no user. */
    int accountSockets() {
        return accounts.size();
    }

    int standbySize() {
        return standby.size();
    }

    boolean addMarket(Subscription subscription) {
        return add(market, subscription);
    }

    boolean addStandby(Subscription subscription) {
        return add(standby, subscription);
    }

    boolean addAccount(int socket, Subscription subscription) {
        return add(accounts.get(socket), subscription);
    }

    private boolean add(List<Subscription> to, Subscription subscription) {
        to.add(subscription);
        if (fits(marketSockets)) {
            return true;
        }
        to.remove(to.size() - 1);
        return false;
    }

    private boolean fits(int sockets) {
        int riding = accountsRide ? accounts.get(0).size() : 0;
        int ofMarket = (market.size() + sockets - 1) / sockets + (hasStandby ? 0 : riding);
        int ofStandby = standby.size() + (hasStandby ? riding : 0);
        int ofAccounts = accountsRide ? 0 : accounts.stream().mapToInt(List::size).max().orElse(0);
        int total = market.size() + standby.size() + accounts.stream().mapToInt(List::size).sum();
        int largest = Math.max(ofMarket, Math.max(ofStandby, ofAccounts));
        return total + largest <= maxSubscriptions;
    }

    /** The connections that carry something, as few as will do. */
    List<ConnectionPlan> connections() {
        int sockets = 1;
        while (!fits(sockets)) {
            sockets++;
        }
        List<ConnectionPlan> plans = new ArrayList<>();
        int each = (market.size() + sockets - 1) / sockets;
        for (int i = 0; i < sockets; i++) {
            List<Subscription> part =
                    market.subList(
                            Math.min(i * each, market.size()),
                            Math.min((i + 1) * each, market.size()));
            boolean carriesAccounts = accountsRide && !hasStandby && i == 0;
            plans.add(plan(ConnectionPlan.MARKET, i, carriesAccounts, part));
        }
        plans.add(plan(ConnectionPlan.STANDBY, 0, accountsRide && hasStandby, standby));
        for (int i = 0; i < accounts.size() && !accountsRide; i++) {
            plans.add(plan(ConnectionPlan.ACCOUNTS, i, false, accounts.get(i)));
        }
        return plans.stream().filter(plan -> !plan.subscriptions().isEmpty()).toList();
    }

    private ConnectionPlan plan(
            String role, int index, boolean carriesAccounts, List<Subscription> own) {
        return new ConnectionPlan(
                index == 0 ? role : role + "-" + (index + 1),
                Stream.concat(
                                carriesAccounts ? accounts.get(0).stream() : Stream.empty(),
                                own.stream())
                        .toList());
    }
}
