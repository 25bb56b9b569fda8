package io.hyperwatch.bridge.poll;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * What there is to poll, known once the exchange was asked for its coins and the streams were
 * planned.
 *
 * @param coins that exist, of any kind
 * @param dexes HIP-3 dexes, without the main one
 * @param stateStreamed followed accounts whose {@code clearinghouseState} comes by WebSocket
 * @param statePolled all other accounts that are configured or followed
 * @param fillsPolled accounts whose fills come by no stream
 * @param vaultChildren accounts of the HLP vault; its {@code vaultDetails} corrects them
 */
public record PollPlan(
        List<String> coins,
        List<String> dexes,
        List<String> stateStreamed,
        List<String> statePolled,
        List<String> fillsPolled,
        List<String> vaultChildren) {

    public PollPlan {
        coins = distinct(coins);
        dexes = distinct(dexes);
        stateStreamed = distinct(stateStreamed);
        statePolled = distinct(statePolled);
        fillsPolled = distinct(fillsPolled);
        vaultChildren = distinct(vaultChildren);
    }

    private static List<String> distinct(List<String> names) {
        return List.copyOf(new LinkedHashSet<>(names));
    }

    /** The coins that pay funding: not {@code @107}, {@code PURR/USDC}, {@code #12}. */
    List<String> perpetuals() {
        return coins.stream().filter(coin -> !isSpot(coin) && !coin.startsWith("#")).toList();
    }

    boolean hasSpotCoins() {
        return coins.stream().anyMatch(PollPlan::isSpot);
    }

    private static boolean isSpot(String coin) {
        return coin.startsWith("@") || coin.contains("/");
    }
}
