package io.hyperwatch.bridge.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who waits for the common bucket, in the order of coming. Later comers leave alone what earlier
 * ones need: else the many requests of weight 2 would never let one of 120 pass.
 */
final class Claims {

    /** One nobody has renewed for this long was given up: a wait for 120 takes half of it. */
    private static final long LIFE_NANOS = Duration.ofSeconds(15).toNanos();

    private final Map<Share, Claim> claims = new LinkedHashMap<>();

    /** A renewed claim keeps its place. */
    void renew(Share share, int weight, long nowNanos) {
        claims.put(share, new Claim(weight, nowNanos));
    }

    void end(Share share) {
        claims.remove(share);
    }

    boolean contains(Share share, long nowNanos) {
        forgetOld(nowNanos);
        return claims.containsKey(share);
    }

    /** Weight that those before this share wait for; all others, where it does not wait itself. */
    int before(Share share, long nowNanos) {
        forgetOld(nowNanos);
        int sum = 0;
        for (Map.Entry<Share, Claim> claim : claims.entrySet()) {
            if (claim.getKey() == share) {
                break;
            }
            sum += claim.getValue().weight();
        }
        return sum;
    }

    private void forgetOld(long nowNanos) {
        claims.values().removeIf(claim -> nowNanos - claim.renewedAtNanos() >= LIFE_NANOS);
    }

    private record Claim(int weight, long renewedAtNanos) {}
}
