package io.hyperwatch.bridge.publish;

/** A record was refused for good: going on would leave a hole in the log. */
public final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
