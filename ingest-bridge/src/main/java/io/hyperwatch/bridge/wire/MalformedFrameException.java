package io.hyperwatch.bridge.wire;

import io.hyperwatch.json.MalformedEventException;

/** Something the exchange sent that cannot be used; the message names the field. */
public final class MalformedFrameException extends MalformedEventException {

    private static final long serialVersionUID = 1L;

    /** The class of a dead letter, for its counter. */
    public enum Fault {
        NOT_JSON,
        UNKNOWN_CHANNEL,
        UNKNOWN_COIN,
        MISSING_FIELD,
        WRONG_TYPE,
        BAD_NUMBER,
        BAD_TIME,
        BAD_ADDRESS,
        BAD_USERS,
        BAD_VALUE,
        INTERNAL
    }

    private final Fault fault;

    public MalformedFrameException(Fault fault, String reason) {
        super(reason);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
