package io.hyperwatch.bridge.publish;

/** How far records are behind on their way into Kafka. */
public enum SpoolState {
    /** Every record taken has gone to the producer. */
    FLOWING,
    /** Records wait for Kafka in the spool. */
    SPOOLING,
    /**
     * The spool has reached 90 %: time to stop the intake. It stays in this state until the spool
     * is less than half full.
     */
    FULL
}
