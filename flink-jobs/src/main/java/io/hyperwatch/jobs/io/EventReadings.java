package io.hyperwatch.jobs.io;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.topics.HeaderNames;

import java.math.BigDecimal;

/**
 * The readings of the topics. The bridge has checked its records already; these checks are for what
 * else may write to a topic, and they keep a record that lacks what a detector needs out of it.
 */
public final class EventReadings {

    private static final long MAX_AHEAD_MS = 60_000;

    private EventReadings() {}

    public static Trade trade(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Trade trade = EventCodec.decode(record.value(), Trade.class);
        present("coin", trade.coin());
        side(trade.side());
        positive("price", trade.price());
        positive("size", trade.size());
        time(trade.timeMs(), record);
        return trade.withProvenance(record.provenance());
    }

    public static Price price(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Price price = EventCodec.decode(record.value(), Price.class);
        present("coin", price.coin());
        time(price.timeMs(), record);
        if (price.kind() == null || price.kind() == PriceKind.UNKNOWN) {
            throw new MalformedEventException("kind is missing or unknown");
        }
        return price.withProvenance(record.provenance());
    }

    public static FillLogEntry fillLogEntry(RawRecord record) throws MalformedEventException {
        if (HeaderNames.SNAPSHOT_END.equals(record.kind())) {
            present("key", record.key());
            return FillLogEntry.snapshotEnd(record.key());
        }
        if (record.kind() != null) {
            return null;
        }
        Fill fill = EventCodec.decode(record.value(), Fill.class);
        present("user", fill.user());
        present("coin", fill.coin());
        side(fill.side());
        positive("price", fill.price());
        positive("size", fill.size());
        time(fill.timeMs(), record);
        return FillLogEntry.of(fill.withProvenance(record.provenance()));
    }

    public static Alert alert(RawRecord record) throws MalformedEventException {
        return record.kind() != null ? null : AlertJson.decode(record.value());
    }

    public static Delivery delivery(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Delivery delivery = EventCodec.decode(record.value(), Delivery.class);
        present("alert_id", delivery.alertId());
        present("endpoint", delivery.endpoint());
        return delivery;
    }

    private static void present(String field, String value) throws MalformedEventException {
        if (value == null || value.isEmpty()) {
            throw new MalformedEventException(field + " is missing");
        }
    }

    private static void side(Side side) throws MalformedEventException {
        if (side != Side.A && side != Side.B) {
            throw new MalformedEventException("side is neither A nor B");
        }
    }

    private static void positive(String field, BigDecimal value) throws MalformedEventException {
        if (value == null || value.signum() <= 0) {
            throw new MalformedEventException(
                    value == null ? field + " is missing" : field + " is not positive");
        }
    }

    /** A time far ahead would make all that follows look old. */
    private static void time(long timeMs, RawRecord record) throws MalformedEventException {
        if (timeMs <= 0) {
            throw new MalformedEventException("time_ms is missing");
        }
        if (timeMs > record.provenance().receivedAtMs() + MAX_AHEAD_MS) {
            throw new MalformedEventException("time_ms is more than 60 s in the future");
        }
    }
}
