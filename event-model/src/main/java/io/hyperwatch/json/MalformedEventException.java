package io.hyperwatch.json;

/** A record that cannot be read; the message says why, for the dead-letter topic. */
public class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedEventException(String reason) {
        super(reason);
    }
}
