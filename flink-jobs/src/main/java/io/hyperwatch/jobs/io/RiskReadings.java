package io.hyperwatch.jobs.io;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.funding.FundingObservation;

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
        EventReadings.present("coin", book.coin());
        levels("bids", book.bids());
        levels("asks", book.asks());
        EventReadings.time(book.timeMs(), record);
        return book.withProvenance(record.provenance());
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
