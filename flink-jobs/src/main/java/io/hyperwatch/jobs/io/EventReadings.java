package io.hyperwatch.jobs.io;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.InstrumentKind;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.candles.TradeLogEntry;
import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;
import io.hyperwatch.topics.HeaderNames;

import java.math.BigDecimal;
import java.util.List;

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
        keyed("coin", trade.coin(), record);
        side(trade.side());
        positive("price", trade.price());
        positive("size", trade.size());
        time(trade.timeMs(), record);
        return trade.withProvenance(record.provenance());
    }

    /** Trades and gaps, for readers to whom it matters what is missing. */
    public static TradeLogEntry tradeLogEntry(RawRecord record) throws MalformedEventException {
        if (HeaderNames.GAP.equals(record.kind())) {
            return tradeGap(record);
        }
        Trade trade = trade(record);
        return trade == null ? null : TradeLogEntry.of(trade);
    }

    private static TradeLogEntry tradeGap(RawRecord record) throws MalformedEventException {
        present("key", record.key());
        present("gap-from", record.gapFromMs());
        present("gap-to", record.gapToMs());
        if (record.gapFromMs() > record.gapToMs()) {
            throw new MalformedEventException("gap-from is after gap-to");
        }
        return TradeLogEntry.gap(record.key(), record.gapFromMs(), record.gapToMs());
    }

    public static Price price(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Price price = EventCodec.decode(record.value(), Price.class);
        keyed("coin", price.coin(), record);
        time(price.timeMs(), record);
        known("kind", price.kind(), PriceKind.UNKNOWN);
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
        notNegative("price", fill.price());
        positive("size", fill.size());
        time(fill.timeMs(), record);
        return FillLogEntry.of(fill.withProvenance(record.provenance()));
    }

    public static Alert alert(RawRecord record) throws MalformedEventException {
        return record.kind() != null ? null : AlertJson.decode(record.value());
    }

    /** A change that is known to be valid: refused ones are dead letters, the old one stays. */
    public static RuleChange ruleChange(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        RuleChange change = RuleChangeJson.decode(record.value());
        try {
            RuleCatalog.check(change);
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(e.getMessage());
        }
        return change;
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

    public static CoverageEvent coverageEvent(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        CoverageEvent event = EventCodec.decode(record.value(), CoverageEvent.class);
        known("kind", event.kind(), CoverageKind.UNKNOWN);
        present("stream", event.stream());
        time(event.timeMs(), record);
        if (isAboutAGap(event)) {
            present("gap_start_ms", event.gapStartMs());
            present("reason", event.reason());
            if (event.kind() == CoverageKind.GAP_CLOSED) {
                present("gap_end_ms", event.gapEndMs());
            }
            if (event.gapEndMs() != null && event.gapEndMs() < event.gapStartMs()) {
                throw new MalformedEventException("gap_end_ms is before gap_start_ms");
            }
        }
        return event.withProvenance(record.provenance());
    }

    /** Whether it tells of the beginning, the progress or the end of a gap. */
    public static boolean isAboutAGap(CoverageEvent event) {
        return event.kind() == CoverageKind.GAP_OPENED || event.kind() == CoverageKind.GAP_CLOSED;
    }

    public static VaultSnapshot vaultSnapshot(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        VaultSnapshot snapshot = EventCodec.decode(record.value(), VaultSnapshot.class);
        present("vault", snapshot.vault());
        history("account_value_history", snapshot.accountValueHistory());
        history("pnl_history", snapshot.pnlHistory());
        time(snapshot.timeMs(), record);
        return snapshot.withProvenance(record.provenance());
    }

    public static Instrument instrument(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Instrument instrument = EventCodec.decode(record.value(), Instrument.class);
        present("coin", instrument.coin());
        if (instrument.dex() == null) {
            throw new MalformedEventException("dex is missing");
        }
        present("display_name", instrument.displayName());
        known("kind", instrument.kind(), InstrumentKind.UNKNOWN);
        time(instrument.timeMs(), record);
        return instrument.withProvenance(record.provenance());
    }

    public static AccountState accountState(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        AccountState state = EventCodec.decode(record.value(), AccountState.class);
        present("user", state.user());
        known("kind", state.kind(), AccountStateKind.UNKNOWN);
        time(state.timeMs(), record);
        if (state.kind() == AccountStateKind.SPOT) {
            present("balances", state.balances());
            for (AccountState.Balance balance : state.balances()) {
                present("balance", balance);
                present("token", balance.token());
                present("total", balance.total());
                present("hold", balance.hold());
            }
        }
        return state.withProvenance(record.provenance());
    }

    public static FundingRate fundingRate(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        FundingRate rate = EventCodec.decode(record.value(), FundingRate.class);
        present("coin", rate.coin());
        time(rate.timeMs(), record);
        present("rate", rate.rate());
        return rate.withProvenance(record.provenance());
    }

    /** An empty one says that the exchange gave none. */
    private static void history(String field, List<VaultSnapshot.HistoryPoint> points)
            throws MalformedEventException {
        present(field, points);
        for (VaultSnapshot.HistoryPoint point : points) {
            present(field, point);
            present("value", point.value());
        }
    }

    static <E extends Enum<E>> void known(String field, E value, E unknown)
            throws MalformedEventException {
        if (value == null || value == unknown) {
            throw new MalformedEventException(field + " is missing or unknown");
        }
    }

    static void present(String field, Object value) throws MalformedEventException {
        if (value == null) {
            throw new MalformedEventException(field + " is missing");
        }
    }

    static void present(String field, String value) throws MalformedEventException {
        if (value == null || value.isEmpty()) {
            throw new MalformedEventException(field + " is missing");
        }
    }

    /**
     * In a topic with several partitions: what a rule goes by has to be the key, for only the
     * records of one key have an order.
     */
    static void keyed(String field, String value, RawRecord record) throws MalformedEventException {
        present(field, value);
        if (!value.equals(record.key())) {
            throw new MalformedEventException(
                    "%s is not the record's key %s".formatted(field, record.key()));
        }
    }

    static void side(Side side) throws MalformedEventException {
        if (side != Side.A && side != Side.B) {
            throw new MalformedEventException("side is neither A nor B");
        }
    }

    static void positive(String field, BigDecimal value) throws MalformedEventException {
        if (value == null || value.signum() <= 0) {
            throw new MalformedEventException(
                    value == null ? field + " is missing" : field + " is not positive");
        }
    }

    /** An outcome that settles worthless prints a price of 0. */
    static void notNegative(String field, BigDecimal value) throws MalformedEventException {
        if (value == null || value.signum() < 0) {
            throw new MalformedEventException(
                    value == null ? field + " is missing" : field + " is negative");
        }
    }

    /** A time far ahead would make all that follows look old. */
    static void time(long timeMs, RawRecord record) throws MalformedEventException {
        if (timeMs <= 0) {
            throw new MalformedEventException("time_ms is missing");
        }
        if (timeMs > record.provenance().receivedAtMs() + MAX_AHEAD_MS) {
            throw new MalformedEventException("time_ms is more than 60 s in the future");
        }
    }
}
