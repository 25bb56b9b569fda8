package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Funding payments: channel {@code userFundings}, {@code userEvents}, REST {@code userFunding}.
 * Older payments come merged by day, so the same hour can come once alone and once within a day.
 */
final class Fundings {

    private static final int MAX_ROWS = 500;
    private static final int REMEMBERED = 1_000;
    private static final int REMEMBERED_TOTAL = 100_000;

    private record PaymentId(String coin, long timeMs, int samples) {

        static PaymentId of(FundingPayment payment) {
            Integer samples = payment.samples();
            return new PaymentId(payment.coin(), payment.timeMs(), samples == null ? 1 : samples);
        }
    }

    private final RecentIds ids = new RecentIds(REMEMBERED, REMEMBERED_TOTAL);

    void read(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        in.alive("userFundings", user);
        boolean snapshot = data.has("isSnapshot") && data.flag("isSnapshot");
        JsonNode array = data.array("fundings");
        ListTally tally = new ListTally();
        Elements.forEach(
                in,
                array,
                Elements.isNewestFirst(array),
                (fields, index) ->
                        publish(
                                in,
                                payment(fields, fields, user, in.receivedAtMs()),
                                index,
                                snapshot,
                                tally),
                "fundings");
        if (snapshot) {
            in.out()
                    .control(
                            Topic.USER_FUNDINGS,
                            user,
                            HeaderNames.SNAPSHOT_END,
                            array.size(),
                            true);
            tally.report(in, "userFundings:" + user, array.size(), MAX_ROWS);
        } else {
            tally.reportRepeats(in);
        }
    }

    /** The one payment of a {@code userEvents} frame. */
    void readEvent(Reading in, String user, Fields funding) throws MalformedFrameException {
        ListTally tally = new ListTally();
        publish(in, payment(funding, funding, user, in.receivedAtMs()), 0, false, tally);
        tally.reportRepeats(in);
    }

    void readAnswer(Reading in) throws MalformedFrameException {
        String user = Fields.of(in.request(), "request").address("user");
        JsonNode array = Fields.array(in.data(), in.at());
        ListTally tally = new ListTally();
        Elements.forEach(
                in,
                array,
                Elements.isNewestFirst(array),
                (fields, index) ->
                        publish(
                                in,
                                payment(fields, fields.object("delta"), user, in.receivedAtMs()),
                                index,
                                false,
                                tally));
        tally.report(in, "userFundings:" + user, array.size(), MAX_ROWS);
    }

    private void publish(
            Reading in, FundingPayment payment, int index, boolean snapshot, ListTally tally) {
        PaymentId id = PaymentId.of(payment);
        boolean fresh = ids.add(payment.user(), id, payment.timeMs());
        if (tally.count(payment.timeMs(), fresh)) {
            in.out()
                    .event(
                            Topic.USER_FUNDINGS,
                            payment.user(),
                            payment,
                            payment.timeMs(),
                            index,
                            snapshot);
        }
    }

    /**
     * @param row holds the time, and the hash on REST
     * @param delta holds the rest; the row itself on WebSocket
     */
    private static FundingPayment payment(Fields row, Fields delta, String user, long receivedAtMs)
            throws MalformedFrameException {
        return new FundingPayment(
                user,
                delta.text("coin"),
                row.time("time", receivedAtMs),
                delta.decimal("usdc"),
                delta.decimal("szi"),
                delta.decimal("fundingRate"),
                samples(delta),
                row.has("hash") ? row.text("hash") : null,
                null);
    }

    private static Integer samples(Fields delta) throws MalformedFrameException {
        Long samples = delta.optionalId("nSamples");
        if (samples == null) {
            return null;
        }
        if (samples < 1 || samples > Integer.MAX_VALUE) {
            throw new MalformedFrameException(
                    Fault.BAD_NUMBER, delta.at("nSamples") + ": out of range: " + samples);
        }
        return samples.intValue();
    }
}
