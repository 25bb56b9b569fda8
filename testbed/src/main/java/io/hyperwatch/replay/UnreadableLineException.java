package io.hyperwatch.replay;

/** A line is nothing that can be replayed. */
final class UnreadableLineException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableLineException(String message) {
        super(message);
    }
}
