package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/** Request {@code fundingHistory}: settled rates of one coin, oldest first. */
final class FundingRates {

    private static final int MAX_ROWS = 500;

    private FundingRates() {}

    static void readHistory(Reading in) throws MalformedFrameException {
        String asked = Coins.subscribed(Fields.of(in.request(), "request"), in.watchlist());
        JsonNode array = Fields.array(in.data(), "answer");
        ListTally tally = new ListTally();
        Elements.forEach(
                in,
                array,
                (fields, index) -> {
                    String coin = fields.text("coin");
                    if (!coin.equals(asked)) {
                        throw new MalformedFrameException(
                                Fault.UNKNOWN_COIN,
                                fields.at("coin") + ": not the one asked for: " + coin);
                    }
                    FundingRate rate =
                            new FundingRate(
                                    coin,
                                    fields.time("time", in.receivedAtMs()),
                                    fields.decimal("fundingRate"),
                                    fields.decimal("premium"),
                                    null);
                    in.out().event(Topic.FUNDING_RATES, coin, rate, rate.timeMs(), index, false);
                    tally.count(rate.timeMs(), true);
                });
        tally.report(in, "fundingHistory:" + asked, array.size(), MAX_ROWS);
    }
}
