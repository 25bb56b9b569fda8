package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.bridge.wire.ReferenceVenue;
import io.hyperwatch.events.Price;
import io.hyperwatch.topics.Topic;

/** Request {@code reference}: what a coin costs at an outside venue, at the time of receipt. */
final class ReferencePrices {

    private ReferencePrices() {}

    static void read(Reading in) throws MalformedFrameException {
        Fields request = Fields.of(in.request(), "request");
        String coin = Coins.subscribed(request, in.watchlist());
        String name = request.text("venue");
        ReferenceVenue venue =
                ReferenceVenue.of(name)
                        .orElseThrow(
                                () ->
                                        new MalformedFrameException(
                                                Fault.BAD_VALUE,
                                                request.at("venue") + ": no such venue: " + name));
        Price price =
                Price.reference(
                        coin, in.receivedAtMs(), venue.price(in.data()), venue.wireName(), null);
        in.out().event(Topic.PRICES, coin, price, in.receivedAtMs(), 0, false);
    }
}
