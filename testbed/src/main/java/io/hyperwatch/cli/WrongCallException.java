package io.hyperwatch.cli;

/** The call cannot work as it stands; the message names the option or variable at fault. */
final class WrongCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongCallException(String message) {
        super(message);
    }
}
