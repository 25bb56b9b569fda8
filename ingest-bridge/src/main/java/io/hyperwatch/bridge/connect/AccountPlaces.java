package io.hyperwatch.bridge.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who gets the few places for account streams. They go to configured addresses first, with at least
 * 4 kept for the accounts of HLP, liquidators before strategies; the rest are polled.
 *
 * <p>The addresses of HLP named here are those known in 2026. The exchange's own answer to {@code
 * vaultDetails} says which children there are; this list stands in while that cannot be had, and
 * ranks them.
 *
 * @param addresses configured ones with a place, in the given order
 * @param vaultAccounts of HLP with a place, the most telling first
 * @param polledAddresses configured ones without
 * @param polledVaultAccounts of HLP without
 */
public record AccountPlaces(
        List<String> addresses,
        List<String> vaultAccounts,
        List<String> polledAddresses,
        List<String> polledVaultAccounts) {

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

    private static final int KEPT_FOR_VAULT = 4;

    public AccountPlaces {
        addresses = List.copyOf(addresses);
        vaultAccounts = List.copyOf(vaultAccounts);
        polledAddresses = List.copyOf(polledAddresses);
        polledVaultAccounts = List.copyOf(polledVaultAccounts);
    }

    /** Children of a vault before the exchange was asked; empty for any vault but mainnet's HLP. */
    public static List<String> knownChildren(String vault) {
        if (!vault.equals(MAINNET_VAULT)) {
            return List.of();
        }
        List<String> known = new ArrayList<>(LIQUIDATORS);
        known.addAll(STRATEGIES);
        known.add(UNCLEAR);
        return List.copyOf(known);
    }

    /**
     * @param addresses configured, in order of importance
     * @param vaultAccounts of HLP; those that are configured as well count as configured
     * @param places distinct users the exchange allows
     */
    public static AccountPlaces assign(
            Collection<String> addresses, Collection<String> vaultAccounts, int places) {
        List<String> configured = List.copyOf(new LinkedHashSet<>(addresses));
        List<String> ranked = ranked(vaultAccounts);
        int kept = Math.min(Math.min(KEPT_FOR_VAULT, ranked.size()), places);

        // An address that is both already sits in one of the places kept for the vault.
        List<String> own = new ArrayList<>();
        List<String> polled = new ArrayList<>();
        Set<String> keptFor = new LinkedHashSet<>(ranked.subList(0, kept));
        for (String address : configured) {
            if (own.size() + countWithout(keptFor, own) < places || keptFor.contains(address)) {
                own.add(address);
            } else {
                polled.add(address);
            }
        }
        ranked.removeAll(own);
        ranked.removeAll(polled);
        int left = Math.min(places - own.size(), ranked.size());
        return new AccountPlaces(
                own, ranked.subList(0, left), polled, ranked.subList(left, ranked.size()));
    }

    private static int countWithout(Set<String> accounts, List<String> without) {
        return (int) accounts.stream().filter(a -> !without.contains(a)).count();
    }

    private static List<String> ranked(Collection<String> accounts) {
        Set<String> ranked = new LinkedHashSet<>(LIQUIDATORS);
        ranked.retainAll(accounts);
        accounts.stream().filter(account -> !STRATEGIES.contains(account)).forEach(ranked::add);
        STRATEGIES.stream().filter(accounts::contains).forEach(ranked::add);
        return new ArrayList<>(ranked);
    }
}
