package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;

/** The exchange of perpetuals an account is looked at on; the exchange's own has no name. */
final class Dexes {

    private Dexes() {}

    /**
     * @return empty for the exchange's own, written as empty text, as null or not at all
     */
    static String of(Fields fields) throws MalformedFrameException {
        String dex = fields.optionalText("dex");
        return dex == null ? "" : dex;
    }

    /** Second half of the name of a stream about an account on a dex. */
    static String subject(String user, String dex) {
        return dex.isEmpty() ? user : user + ":" + dex;
    }
}
