package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

/** The coin of a market record. */
final class Coins {

    private Coins() {}

    /**
     * @throws MalformedFrameException when nobody asked for that coin
     */
    static String subscribed(Fields fields, Watchlist watchlist) throws MalformedFrameException {
        return subscribed(fields, "coin", watchlist);
    }

    /**
     * @param name of the field
     * @throws MalformedFrameException when nobody asked for that coin
     */
    static String subscribed(Fields fields, String name, Watchlist watchlist)
            throws MalformedFrameException {
        String coin = fields.text(name);
        if (!watchlist.hasCoin(coin)) {
            throw new MalformedFrameException(
                    Fault.UNKNOWN_COIN, fields.at(name) + ": not subscribed: " + coin);
        }
        return coin;
    }
}
