package io.hyperwatch.bridge.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The accounts of the HLP vault as known in 2026. The exchange's own answer to {@code vaultDetails}
 * wins; this list stands in while that cannot be had, and says which children are worth one of the
 * few places for account streams.
 */
public final class HlpAccounts {

    public static final String MAINNET_VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";
    public static final String TESTNET_VAULT = "0xa15099a30bbf2e68942d6f4c43d70d04faeab0a0";

    /** They take over accounts in default, so only they see backstop liquidations. */
    static final List<String> LIQUIDATORS =
            List.of(
                    "0x2e3d94f0562703b25c83308a05046ddaf9a8dd14",
                    "0xb0a55f13d22f66e6d495ac98113841b2326e9540",
                    "0x5e177e5e39c0f4e421f5865a6d8beed8d921cb70",
                    "0x2ed5c4484ea3ff8d57d5f2fb152a40d9f2b68308");

    /** Market makers: ordinary trading. */
    static final List<String> STRATEGIES =
            List.of(
                    "0x010461c14e146ac35fe42271bdc1134ee31c703a",
                    "0x31ca8395cf837de08b24da3f660e77761dfb974b",
                    "0x469f690213c467c39a23efacfd2816896009d7d8");

    /** Named once as a child; what it does is not known. */
    private static final String UNCLEAR = "0x63c621a33714ec48660e32f2374895c8026a3a00";

    private static final int PLACES_FOR_HLP = 4;

    private HlpAccounts() {}

    /** Children of a vault before the exchange was asked; empty for any vault but mainnet's HLP. */
    public static List<String> knownChildren(String vault) {
        if (!vault.equals(MAINNET_VAULT)) {
            return List.of();
        }
        List<String> known = new ArrayList<>(LIQUIDATORS);
        known.addAll(STRATEGIES);
        known.add(UNCLEAR);
        return known;
    }

    /**
     * Who gets the few places for account streams: 4 for the vault's children, liquidators first,
     * then the configured addresses, then the other children.
     *
     * @param children of the vault
     * @param configured by the user, in order of importance
     * @param places how many distinct users the exchange allows
     */
    public static Followed follow(
            Collection<String> children, Collection<String> configured, int places) {
        List<String> ranked = new ArrayList<>();
        LIQUIDATORS.stream().filter(children::contains).forEach(ranked::add);
        children.stream()
                .filter(child -> !ranked.contains(child) && !STRATEGIES.contains(child))
                .forEach(ranked::add);
        STRATEGIES.stream().filter(children::contains).forEach(ranked::add);

        int reserved = Math.min(PLACES_FOR_HLP, ranked.size());
        Set<String> queue = new LinkedHashSet<>(ranked.subList(0, reserved));
        queue.addAll(configured);
        queue.addAll(ranked);
        List<String> all = List.copyOf(queue);
        int taken = Math.min(places, all.size());
        return new Followed(all.subList(0, taken), all.subList(taken, all.size()));
    }

    /**
     * @param streamed accounts with a stream of their fills
     * @param leftOut accounts the exchange has no place for
     */
    public record Followed(List<String> streamed, List<String> leftOut) {}
}
