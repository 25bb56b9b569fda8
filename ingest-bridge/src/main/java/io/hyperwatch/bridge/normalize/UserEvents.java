package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

/**
 * Channel {@code user}, of the subscription {@code userEvents}: one of {@code fills}, {@code
 * funding}, {@code liquidation}, {@code nonUserCancel}, {@code twapSliceFills} and {@code
 * twapHistory}, without a user. What the streams of their own bring too comes once, by whichever is
 * first. The history of TWAP orders becomes no record.
 */
final class UserEvents {

    private final SocketUsers users;
    private final Fills fills;
    private final Fundings fundings;
    private final Ledger ledger;
    private final Orders orders;

    UserEvents(SocketUsers users, Fills fills, Fundings fundings, Ledger ledger, Orders orders) {
        this.users = users;
        this.fills = fills;
        this.fundings = fundings;
        this.ledger = ledger;
        this.orders = orders;
    }

    void read(Reading in) throws MalformedFrameException {
        String user = users.of(in.connection(), "userEvents");
        in.alive("userEvents", user);
        Fields data = Fields.of(in.data(), in.at());
        boolean known = data.has("twapHistory");
        if (data.has("fills")) {
            known = true;
            fills.readEvents(in, user, data.array("fills"));
        }
        if (data.has("funding")) {
            known = true;
            fundings.readEvent(in, user, data.object("funding"));
        }
        if (data.has("liquidation")) {
            known = true;
            ledger.readEvent(in, user, data.object("liquidation"), in.data().get("liquidation"));
        }
        if (data.has("nonUserCancel")) {
            known = true;
            orders.readCancels(in, user, data.array("nonUserCancel"));
        }
        if (data.has("twapSliceFills")) {
            known = true;
            fills.readSlices(in, user, data.array("twapSliceFills"));
        }
        if (!known) {
            throw new MalformedFrameException(Fault.MISSING_FIELD, "data: no event known here");
        }
    }
}
