package io.hyperwatch.bridge.relay;

import java.util.List;

/**
 * What the records of a bridge depend on beside its inputs; first line of each of its recordings.
 *
 * @param epochMs first half of every sequence
 * @param coins exact names
 * @param allCoins whether each perpetual in {@code meta} joins the coins
 * @param hlpVault lower-case address
 * @param bookSigFigs of the aggregated books, null for none
 * @param coveredUntilMs exchange time up to which the log of an earlier run is complete, null where
 *     there is none
 */
public record BridgeStart(
        long epochMs,
        List<String> coins,
        boolean allCoins,
        String hlpVault,
        Integer bookSigFigs,
        Long coveredUntilMs) {}
