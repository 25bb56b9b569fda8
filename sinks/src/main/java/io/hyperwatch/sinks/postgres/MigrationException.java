package io.hyperwatch.sinks.postgres;

/** The database could not be brought to this version; the message is one sentence for a person. */
public class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
