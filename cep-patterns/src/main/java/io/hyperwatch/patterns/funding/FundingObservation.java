package io.hyperwatch.patterns.funding;

import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Sequence;

import java.math.BigDecimal;

/**
 * One statement of a coin's hourly funding rate; flat, the same for the three topics it comes from.
 *
 * @param source who says so
 * @param coin exact name on the exchange
 * @param account of a {@code PAYMENT}, else null
 * @param timeMs of the settlement or payment; time of receipt for an {@code ESTIMATE}
 * @param rate per hour, a fraction: 0.01 is 1 %; above zero longs pay shorts
 * @param identity as for de-duplication
 * @param receivedAtMs the bridge's clock when it came
 * @param sequence place in its topic
 */
public record FundingObservation(
        FundingSource source,
        String coin,
        String account,
        long timeMs,
        BigDecimal rate,
        String identity,
        long receivedAtMs,
        Sequence sequence) {

    /** Null for prices that carry no funding rate. */
    public static FundingObservation of(Price price) {
        if (price.kind() != PriceKind.CONTEXT || price.fundingRate() == null) {
            return null;
        }
        return new FundingObservation(
                FundingSource.ESTIMATE,
                price.coin(),
                null,
                price.timeMs(),
                price.fundingRate(),
                price.identity(),
                price.provenance().receivedAtMs(),
                price.provenance().sequence());
    }

    /** Null where the rate is missing. */
    public static FundingObservation of(FundingRate settled) {
        if (settled.rate() == null) {
            return null;
        }
        return new FundingObservation(
                FundingSource.SETTLED,
                settled.coin(),
                null,
                settled.timeMs(),
                settled.rate(),
                settled.coin() + "|SETTLED|" + settled.timeMs(),
                settled.provenance().receivedAtMs(),
                settled.provenance().sequence());
    }

    /**
     * Null for a day of payments merged into one: its rate is an average, not an hour's. And for
     * those of a snapshot: an account that is looked at for the first time tells history, and after
     * a reconnect the contexts and the settled rates have said the same.
     */
    public static FundingObservation of(FundingPayment payment) {
        boolean merged = payment.samples() != null && payment.samples() > 1;
        if (payment.rate() == null || merged || payment.provenance().snapshot()) {
            return null;
        }
        return new FundingObservation(
                FundingSource.PAYMENT,
                payment.coin(),
                payment.user(),
                payment.timeMs(),
                payment.rate(),
                payment.user() + "|" + payment.coin() + "|" + payment.timeMs(),
                payment.provenance().receivedAtMs(),
                payment.provenance().sequence());
    }

    /** What decides between observations of one event time. */
    public String order() {
        return "%d|%019d.%019d|%s"
                .formatted(source.ordinal(), sequence.epochMs(), sequence.counter(), identity);
    }
}
