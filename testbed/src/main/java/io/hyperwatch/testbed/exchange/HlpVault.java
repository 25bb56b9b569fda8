package io.hyperwatch.testbed.exchange;

import java.util.List;

/**
 * The exchange's own vault. It trades through its children only: the parent's fills are empty.
 *
 * @param parent the vault users deposit into
 * @param leader its leader
 * @param children addresses in the order of {@code vaultDetails}
 */
public record HlpVault(String parent, String leader, List<String> children) {

    public static final String STRATEGY_A = "0x010461c14e146ac35fe42271bdc1134ee31c703a";
    public static final String STRATEGY_B = "0x31ca8395cf837de08b24da3f660e77761dfb974b";
    public static final String STRATEGY_X = "0x469f690213c467c39a23efacfd2816896009d7d8";
    public static final String LIQUIDATOR = "0x2e3d94f0562703b25c83308a05046ddaf9a8dd14";
    public static final String LIQUIDATOR_2 = "0xb0a55f13d22f66e6d495ac98113841b2326e9540";
    public static final String LIQUIDATOR_3 = "0x5e177e5e39c0f4e421f5865a6d8beed8d921cb70";
    public static final String LIQUIDATOR_4 = "0x2ed5c4484ea3ff8d57d5f2fb152a40d9f2b68308";

    public HlpVault {
        children = List.copyOf(children);
    }

    /** The addresses of mainnet in 2026. */
    public static HlpVault mainnet() {
        return new HlpVault(
                "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303",
                "0x677d831aef5328190852e24f13c46cac05f984e7",
                List.of(
                        STRATEGY_A,
                        STRATEGY_B,
                        LIQUIDATOR,
                        LIQUIDATOR_2,
                        LIQUIDATOR_3,
                        LIQUIDATOR_4,
                        STRATEGY_X));
    }

    boolean isMember(String user) {
        return parent.equals(user) || children.contains(user);
    }
}
