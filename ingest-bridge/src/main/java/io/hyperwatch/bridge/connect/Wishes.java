package io.hyperwatch.bridge.connect;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is wanted of the exchange, before anybody asked whether it fits. Repeated names count once;
 * the order is that of importance.
 *
 * @param coins that exist and are not delisted; a wrong one breaks the socket
 * @param dexes HIP-3 dexes, without the main one
 * @param intervals of candles: {@code 1m}, {@code 1h}, …
 * @param sigFigs of the aggregated books beside the full ones; null for none
 * @param addresses configured accounts
 * @param vaultAccounts the accounts HLP trades through
 * @param standby whether trades are taken on a second connection as well
 */
public record Wishes(
        List<String> coins,
        List<String> dexes,
        List<String> intervals,
        Integer sigFigs,
        List<String> addresses,
        List<String> vaultAccounts,
        boolean standby) {

    private static final List<String> OF_ADDRESS =
            List.of(
                    "userFills",
                    "userEvents",
                    "orderUpdates",
                    "clearinghouseState",
                    "userNonFundingLedgerUpdates",
                    "userFundings",
                    "openOrders");

    private static final List<String> OF_VAULT_ACCOUNT =
            List.of("userFills", "userNonFundingLedgerUpdates");

    public Wishes {
        coins = distinct(coins);
        dexes = distinct(dexes);
        intervals = distinct(intervals);
        addresses = distinct(addresses);
        vaultAccounts = distinct(vaultAccounts);
    }

    /** The streams of a configured account; positions come from each dex by itself. */
    List<Subscription> ofAddress(String user) {
        List<Subscription> streams = new ArrayList<>();
        OF_ADDRESS.forEach(type -> streams.add(Subscription.ofUser(type, user)));
        dexes.forEach(dex -> streams.add(Subscription.ofUser("clearinghouseState", user, dex)));
        return streams;
    }

    /** The streams of an account of HLP: its fills show liquidations, its ledger transfers. */
    List<Subscription> ofVaultAccount(String user) {
        return OF_VAULT_ACCOUNT.stream().map(type -> Subscription.ofUser(type, user)).toList();
    }

    /** The streams of one kind; none for those about accounts. */
    List<Subscription> ofMarket(StreamKind kind) {
        return switch (kind) {
            case ACCOUNTS -> List.of();
            case MIDS -> mids();
            case TRADES -> perCoin("trades");
            case CONTEXTS -> perCoin("activeAssetCtx");
            case STANDBY_TRADES -> standby ? perCoin("trades") : List.of();
            case BBO -> perCoin("bbo");
            case MINUTE_CANDLES ->
                    candles(intervals.stream().filter(StreamKind.MINUTE::equals).toList());
            case BOOKS -> perCoin("l2Book");
            case OTHER_CANDLES ->
                    candles(intervals.stream().filter(i -> !i.equals(StreamKind.MINUTE)).toList());
            case AGGREGATED_BOOKS ->
                    sigFigs == null
                            ? List.of()
                            : coins.stream()
                                    .map(coin -> Subscription.aggregatedBook(coin, sigFigs))
                                    .toList();
        };
    }

    private List<Subscription> mids() {
        List<Subscription> mids = new ArrayList<>();
        mids.add(Subscription.allMids(null));
        dexes.forEach(dex -> mids.add(Subscription.allMids(dex)));
        return mids;
    }

    private List<Subscription> perCoin(String type) {
        return coins.stream().map(coin -> Subscription.ofCoin(type, coin)).toList();
    }

    private List<Subscription> candles(List<String> of) {
        return of.stream()
                .flatMap(i -> coins.stream().map(coin -> Subscription.candle(coin, i)))
                .toList();
    }

    private static List<String> distinct(List<String> names) {
        return List.copyOf(new LinkedHashSet<>(names));
    }
}
