package io.hyperwatch.testbed.scenario;

import io.hyperwatch.testbed.exchange.HlpVault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Addresses for the names that scenarios give to accounts. */
public final class AccountNames {

    private static final int ADDRESS_DIGITS = 40;

    private AccountNames() {}

    /** An address stands for itself, HLP's names for its accounts, any other name for its hash. */
    public static String address(String name) {
        return switch (name) {
            case "hlp-strategy-a" -> HlpVault.STRATEGY_A;
            case "hlp-strategy-b" -> HlpVault.STRATEGY_B;
            case "hlp-liquidator" -> HlpVault.LIQUIDATOR;
            default -> name.matches("0x[0-9a-f]{40}") ? name : hashed(name);
        };
    }

    private static String hashed(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return "0x" + HexFormat.of().formatHex(digest).substring(0, ADDRESS_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
