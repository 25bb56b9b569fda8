package io.hyperwatch.bridge.rest;

import java.io.IOException;

/** The exchange answered a request with another status than 200. */
public final class InfoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    InfoException(int status, String type) {
        super(type + ": status " + status);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
