package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.wire.Listing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Coins held against what the exchange lists. A coin that does not exist must never be subscribed:
 * the exchange answers by closing the socket.
 *
 * @param good to be subscribed, in the given order
 * @param delisted exist but do not trade any more; left out
 * @param unknown one sentence for each coin that does not exist
 */
public record CoinCheck(List<String> good, List<String> delisted, List<String> unknown) {

    public static CoinCheck of(Collection<String> coins, Collection<Listing> listings) {
        Map<String, Boolean> delistedByCoin = new LinkedHashMap<>();
        listings.forEach(l -> delistedByCoin.put(l.coin(), l.delisted()));
        List<String> good = new ArrayList<>();
        List<String> delisted = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String coin : coins) {
            Boolean isDelisted = delistedByCoin.get(coin);
            if (isDelisted == null) {
                unknown.add("the exchange lists no coin " + coin + hint(coin, delistedByCoin));
            } else {
                (isDelisted ? delisted : good).add(coin);
            }
        }
        return new CoinCheck(List.copyOf(good), List.copyOf(delisted), List.copyOf(unknown));
    }

    private static String hint(String coin, Map<String, Boolean> listed) {
        return listed.keySet().stream()
                .filter(coin::equalsIgnoreCase)
                .findFirst()
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }
}
