package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.connect.Plan.LeftOut;
import io.hyperwatch.bridge.connect.Plan.Polled;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns what is wanted into connections under the exchange's limits. What does not fit is left out
 * by kind, the least important first ({@link StreamKind}), and always said.
 *
 * <p>The exchange goes on counting a lost socket for a while, so the subscriptions of a reconnect
 * count twice: all subscriptions plus those of the largest connection stay within the limit.
 */
public final class Planner {

    /** Trades of a standby copy; more would leave a reconnect no room under the usual 1,000. */
    static final int MAX_STANDBY_TRADES = 450;

    private static final Map<String, String> INSTEAD =
            Map.of(
                    "userFills", "userFillsByTime",
                    "clearinghouseState", "clearinghouseState",
                    "userEvents", "frontendOpenOrders",
                    "orderUpdates", "frontendOpenOrders",
                    "openOrders", "frontendOpenOrders");

    private final Wishes wishes;
    private final ExchangeLimits limits;
    private final AccountPlaces places;
    private final Layout layout;
    private final Map<StreamKind, List<Subscription>> noRoom = new EnumMap<>(StreamKind.class);
    private final List<Subscription> noSocket = new ArrayList<>();
    private boolean full;

    private Planner(Wishes wishes, ExchangeLimits limits) {
        this.wishes = wishes;
        this.limits = limits;
        this.places =
                AccountPlaces.assign(wishes.addresses(), wishes.vaultAccounts(), limits.users());
        this.layout =
                new Layout(
                        limits,
                        wishes.standby() && !wishes.coins().isEmpty(),
                        places.addresses().size(),
                        !places.vaultAccounts().isEmpty());
    }

    /** The same wishes and limits always give the same plan. */
    public static Plan plan(Wishes wishes, ExchangeLimits limits) {
        return new Planner(wishes, limits).plan();
    }

    private Plan plan() {
        placeAccounts();
        for (StreamKind kind : StreamKind.values()) {
            for (Subscription subscription : wishes.ofMarket(kind)) {
                placeMarket(kind, subscription);
            }
        }
        return new Plan(layout.connections(), polled(), leftOut());
    }

    private void placeAccounts() {
        int sockets = layout.accountSockets();
        int next = 0;
        for (String user : places.addresses()) {
            boolean alone = next < sockets;
            for (Subscription subscription : wishes.ofAddress(user)) {
                if (subscription.isNameless() && !alone) {
                    noSocket.add(subscription);
                } else {
                    placeAccount(next % sockets, subscription);
                }
            }
            next++;
        }
        for (String user : places.vaultAccounts()) {
            for (Subscription subscription : wishes.ofVaultAccount(user)) {
                placeAccount(next % sockets, subscription);
            }
            next++;
        }
    }

    private void placeAccount(int socket, Subscription subscription) {
        if (full || !layout.addAccount(socket, subscription)) {
            dropped(StreamKind.ACCOUNTS, subscription);
        }
    }

    private void placeMarket(StreamKind kind, Subscription subscription) {
        boolean standby = kind == StreamKind.STANDBY_TRADES;
        if (standby && layout.standbySize() >= standbyRoom()) {
            noRoom.computeIfAbsent(kind, k -> new ArrayList<>()).add(subscription);
        } else if (full
                || !(standby ? layout.addStandby(subscription) : layout.addMarket(subscription))) {
            dropped(kind, subscription);
        }
    }

    private int standbyRoom() {
        return layout.hasStandby() ? MAX_STANDBY_TRADES : 0;
    }

    /** Once something did not fit nothing less important takes the room it would have needed. */
    private void dropped(StreamKind kind, Subscription subscription) {
        full = true;
        noRoom.computeIfAbsent(kind, k -> new ArrayList<>()).add(subscription);
    }

    private List<LeftOut> leftOut() {
        List<LeftOut> out = new ArrayList<>();
        if (!noSocket.isEmpty()) {
            out.add(
                    new LeftOut(
                            "orderUpdates and userEvents",
                            noSocket,
                            "they name no user and there are sockets for "
                                    + layout.accountSockets()
                                    + " users under the limit of "
                                    + limits.connections()
                                    + " connections"));
        }
        noRoom.forEach(
                (kind, subscriptions) ->
                        out.add(new LeftOut(kind.title(), subscriptions, reason(kind))));
        return out;
    }

    private String reason(StreamKind kind) {
        if (kind == StreamKind.STANDBY_TRADES && !layout.hasStandby()) {
            return "no connection is left for a second copy under the limit of "
                    + limits.connections()
                    + " connections, of which "
                    + Layout.SPARE_CONNECTIONS
                    + " are kept for reconnects";
        }
        if (kind == StreamKind.STANDBY_TRADES && layout.standbySize() >= MAX_STANDBY_TRADES) {
            return "a second copy takes at most " + MAX_STANDBY_TRADES + " coins";
        }
        return "the exchange allows "
                + limits.subscriptions()
                + " subscriptions, and those of a reconnect count twice";
    }

    private List<Polled> polled() {
        List<Polled> polled = new ArrayList<>();
        String noPlace = "the exchange allows account streams of " + limits.users() + " users";
        List<String> all = List.of("userFillsByTime", "clearinghouseState", "frontendOpenOrders");
        places.polledAddresses().forEach(user -> polled.add(new Polled(user, all, noPlace)));
        places.polledVaultAccounts()
                .forEach(user -> polled.add(new Polled(user, all.subList(0, 2), noPlace)));
        Map<String, Set<String>> instead = new LinkedHashMap<>();
        List<Subscription> missing = new ArrayList<>(noSocket);
        missing.addAll(noRoom.getOrDefault(StreamKind.ACCOUNTS, List.of()));
        for (Subscription subscription : missing) {
            String request = INSTEAD.get(subscription.type());
            if (request != null) {
                instead.computeIfAbsent(subscription.user(), u -> new LinkedHashSet<>())
                        .add(request);
            }
        }
        new TreeMap<>(instead)
                .forEach(
                        (user, requests) ->
                                polled.add(
                                        new Polled(
                                                user,
                                                List.copyOf(requests),
                                                "not all of its streams fit")));
        return polled;
    }
}
