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
        String coin = fields.text("coin");
        if (!watchlist.hasCoin(coin)) {
            throw new MalformedFrameException(
                    Fault.UNKNOWN_COIN, fields.at("coin") + ": not subscribed: " + coin);
        }
        return coin;
    }
}
