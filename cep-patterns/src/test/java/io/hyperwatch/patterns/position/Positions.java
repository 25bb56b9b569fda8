package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.Provenance;

import java.math.BigDecimal;

/** Position events as the job that derives them would write them. */
public final class Positions {

    private Positions() {}

    public static PositionEvent event(
            String id,
            String address,
            String coin,
            long timeMs,
            String previousSize,
            String currentSize,
            String price,
            boolean watched,
            Provenance provenance) {
        BigDecimal before = new BigDecimal(previousSize);
        BigDecimal after = new BigDecimal(currentSize);
        return new PositionEvent(
                id,
                address,
                coin,
                type(before, after),
                timeMs,
                before,
                after,
                after.subtract(before),
                new BigDecimal(price),
                new BigDecimal("100000000"),
                watched,
                provenance);
    }

    private static PositionEventType type(BigDecimal before, BigDecimal after) {
        if (before.signum() == 0) {
            return PositionEventType.POSITION_OPENED;
        }
        if (after.signum() == 0) {
            return PositionEventType.POSITION_CLOSED;
        }
        if (before.signum() != after.signum()) {
            return PositionEventType.POSITION_FLIPPED;
        }
        return after.abs().compareTo(before.abs()) > 0
                ? PositionEventType.POSITION_INCREASED
                : PositionEventType.POSITION_DECREASED;
    }
}
