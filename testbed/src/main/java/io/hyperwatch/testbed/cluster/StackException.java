package io.hyperwatch.testbed.cluster;

/** The local stack cannot start; the message is one sentence for the person who started it. */
public class StackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean wrongCall;

    private StackException(String message, boolean wrongCall, Throwable cause) {
        super(message, cause);
        this.wrongCall = wrongCall;
    }

    /** An option or a variable is at fault. */
    public static StackException wrongCall(String message) {
        return new StackException(message, true, null);
    }

    /** Something broke. */
    public static StackException failure(String message, Throwable cause) {
        return new StackException(message, false, cause);
    }

    public boolean isWrongCall() {
        return wrongCall;
    }
}
