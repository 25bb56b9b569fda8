package io.hyperwatch.patterns.burst;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;

/**
 * How many questions the bridge is asked.
 *
 * @param maxAccounts asked about at most, within {@code askEveryMs}
 * @param askEveryMs between two questions about one account; a fill that is confirmed more than 10
 *     minutes after its time alerts nobody, so it must be well below that
 * @param lookBackMs fills from so long before the burst on: the exchange may have begun with a
 *     smaller order and waited 30 s
 */
public record TrackingDeskParameters(int maxAccounts, long askEveryMs, long lookBackMs)
        implements Serializable {

    /**
     * 20 questions in 5 minutes cost 84 of the 120 weights a minute that the bridge has for them.
     */
    public static final TrackingDeskParameters DEFAULTS =
            new TrackingDeskParameters(20, 300_000, 60_000);

    private static final long MAX_MS = 3_600_000;

    public TrackingDeskParameters {
        Checks.between("max_accounts", maxAccounts, 1, 200);
        Checks.between("ask_every_ms", askEveryMs, 1_000, MAX_MS);
        Checks.between("look_back_ms", lookBackMs, 0, MAX_MS);
    }
}
