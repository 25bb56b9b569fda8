package io.hyperwatch.testbed.cluster;

/** The local stack cannot start; the message is one sentence for the person who started it. */
public class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
