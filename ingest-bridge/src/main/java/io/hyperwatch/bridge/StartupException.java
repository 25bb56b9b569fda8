package io.hyperwatch.bridge;

/** The bridge cannot start; the message is one sentence for the user. */
public final class StartupException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Exit code for a wrong call: an option, a coin, a port. */
    static final int WRONG_CALL = 2;

    /** Exit code for surroundings that do not work. */
    static final int FAILURE = 1;

    private final int exitCode;

    StartupException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
