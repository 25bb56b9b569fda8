package io.hyperwatch.jobs.io;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Signal;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.funding.FundingObservation;
import io.hyperwatch.patterns.withdrawal.AccountFact;

import java.util.List;

/** The readings of topics that only the risk job reads, or reads in a way of its own. */
public final class RiskReadings {

    private RiskReadings() {}

    /** A settled hourly rate. */
    public static FundingObservation settledFunding(RawRecord record)
            throws MalformedEventException {
        var settled = EventReadings.fundingRate(record);
        return settled == null ? null : FundingObservation.of(settled);
    }

    /** The rate of an account's payment; nothing where a day of payments was merged. */
    public static FundingObservation paidFunding(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        FundingPayment payment = EventCodec.decode(record.value(), FundingPayment.class);
        EventReadings.present("user", payment.user());
        EventReadings.present("coin", payment.coin());
        EventReadings.time(payment.timeMs(), record);
        return FundingObservation.of(payment.withProvenance(record.provenance()));
    }

    /** A whole book; an empty side is an empty list. */
    public static Book book(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Book book = EventCodec.decode(record.value(), Book.class);
        EventReadings.keyed("coin", book.coin(), record);
        levels("bids", book.bids());
        levels("asks", book.asks());
        EventReadings.time(book.timeMs(), record);
        return book.withProvenance(record.provenance());
    }

    /** A change of a position. */
    public static PositionEvent positionEvent(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        PositionEvent event = EventCodec.decode(record.value(), PositionEvent.class);
        EventReadings.present("event_id", event.eventId());
        EventReadings.keyed("address", event.address(), record);
        EventReadings.present("coin", event.coin());
        EventReadings.known("event_type", event.eventType(), PositionEventType.UNKNOWN);
        EventReadings.present("previous_size", event.previousSize());
        EventReadings.present("current_size", event.currentSize());
        EventReadings.present("size_change", event.sizeChange());
        EventReadings.notNegative("price", event.price());
        EventReadings.time(event.timeMs(), record);
        return event.withProvenance(record.provenance());
    }

    /** A trading signal. */
    public static Signal signal(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        Signal signal = EventCodec.decode(record.value(), Signal.class);
        EventReadings.present("coin", signal.coin());
        EventReadings.known("recommendation", signal.recommendation(), Recommendation.UNKNOWN);
        EventReadings.present("long_bias", signal.longBias());
        EventReadings.present("confidence", signal.confidence());
        EventReadings.time(signal.timeMs(), record);
        return signal.withProvenance(record.provenance());
    }

    /** What an account's ledger says of money that comes or goes; nothing of other entries. */
    public static AccountFact ledgerFact(RawRecord record) throws MalformedEventException {
        if (record.kind() != null) {
            return null;
        }
        LedgerEntry entry = EventCodec.decode(record.value(), LedgerEntry.class);
        EventReadings.present("user", entry.user());
        EventReadings.present("type", entry.type());
        EventReadings.time(entry.timeMs(), record);
        return AccountFact.of(entry.withProvenance(record.provenance()));
    }

    /** What an account is worth; nothing of spot balances. */
    public static AccountFact accountValueFact(RawRecord record) throws MalformedEventException {
        AccountState state = EventReadings.accountState(record);
        return state == null ? null : AccountFact.of(state);
    }

    private static void levels(String side, List<Book.Level> levels)
            throws MalformedEventException {
        EventReadings.present(side, levels);
        for (Book.Level level : levels) {
            EventReadings.present(side, level);
            EventReadings.positive("price", level.price());
            EventReadings.notNegative("size", level.size());
        }
    }
}
