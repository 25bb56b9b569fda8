package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.VaultDetails;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The coins whose records are wanted and the accounts that belong to the HLP vault. Changes only
 * through REST answers that pass the relay, so the same recorded inputs give the same records.
 */
public final class Watchlist {

    private final boolean allPerps;
    private final String vault;
    private final Set<String> coins;
    private final Set<String> hlpAccounts;
    private final Integer bookSigFigs;

    /**
     * @param coins exact names
     * @param allPerps whether each perpetual in {@code meta} joins the coins
     * @param vault lower-case address of the HLP vault
     * @param children its accounts as known before the exchange was asked
     */
    public Watchlist(
            Collection<String> coins, boolean allPerps, String vault, Collection<String> children) {
        this(coins, allPerps, vault, children, null);
    }

    /**
     * @param coins exact names
     * @param allPerps whether each perpetual in {@code meta} joins the coins
     * @param vault lower-case address of the HLP vault
     * @param children its accounts as known before the exchange was asked
     * @param bookSigFigs significant figures of the aggregated books that are subscribed beside the
     *     full ones, null for none
     */
    public Watchlist(
            Collection<String> coins,
            boolean allPerps,
            String vault,
            Collection<String> children,
            Integer bookSigFigs) {
        this.allPerps = allPerps;
        this.vault = vault;
        this.coins = new HashSet<>(coins);
        this.hlpAccounts = new HashSet<>(children);
        hlpAccounts.add(vault);
        this.bookSigFigs = bookSigFigs;
    }

    boolean hasCoin(String coin) {
        return coins.contains(coin);
    }

    /** Null where only full books are subscribed. */
    Integer bookSigFigs() {
        return bookSigFigs;
    }

    boolean isHlp(String address) {
        return hlpAccounts.contains(address);
    }

    /**
     * Learns from an answer; an account that ever was HLP's stays HLP's.
     *
     * @throws MalformedFrameException when the answer has another shape than the request asks for
     */
    void learn(JsonNode request, JsonNode response) throws MalformedFrameException {
        String type = request.path("type").asText();
        if (type.equals("vaultDetails")
                && request.path("vaultAddress").asText().equalsIgnoreCase(vault)) {
            hlpAccounts.addAll(VaultDetails.children(response));
        } else if (type.equals("meta") && allPerps && Listing.dexOf(request).isEmpty()) {
            for (Listing listing : Listing.readable(response)) {
                if (!listing.delisted()) {
                    coins.add(listing.coin());
                }
            }
        }
    }
}
