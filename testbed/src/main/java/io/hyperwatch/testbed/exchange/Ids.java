package io.hyperwatch.testbed.exchange;

import java.util.Random;

/** Hashes, trade ids and order ids; the same seed gives the same ones. */
final class Ids {

    static final String ZERO_HASH = "0x" + "0".repeat(64);

    private static final int TID_BITS = 50;
    private static final String HEX = "0123456789abcdef";

    private final Random random;
    private long lastOid = 200_000_000_000L;

    Ids(long seed) {
        this.random = new Random(seed);
    }

    String hash() {
        StringBuilder hash = new StringBuilder(66).append("0x");
        for (int i = 0; i < 64; i++) {
            hash.append(HEX.charAt(random.nextInt(16)));
        }
        return hash.toString();
    }

    /** Not monotonic, as on the exchange. */
    long tid() {
        return random.nextLong() >>> (Long.SIZE - TID_BITS);
    }

    long oid() {
        lastOid += 1 + random.nextInt(50);
        return lastOid;
    }
}
