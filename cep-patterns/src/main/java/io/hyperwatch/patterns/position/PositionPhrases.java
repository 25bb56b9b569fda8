package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.patterns.incident.Subject;

import java.util.Locale;

/** Positions and their events in words. */
final class PositionPhrases {

    private PositionPhrases() {}

    /** What alerts on the position of an account in a coin are about. */
    static Subject subject(String address, String coin) {
        return new Subject("account:" + address + "/coin:" + coin, coin, address);
    }

    /** {@code position_opened}, as in the table {@code trade_events}. */
    static String wireName(PositionEventType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    static String verb(PositionEventType type) {
        return switch (type) {
            case POSITION_OPENED -> "opened";
            case POSITION_INCREASED -> "increased";
            case POSITION_DECREASED -> "decreased";
            case POSITION_CLOSED -> "closed";
            case POSITION_FLIPPED -> "flipped";
            case UNKNOWN -> "changed";
        };
    }
}
