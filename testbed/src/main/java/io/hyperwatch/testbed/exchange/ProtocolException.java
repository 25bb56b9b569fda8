package io.hyperwatch.testbed.exchange;

/** A message the exchange answers with an error frame; the text is what the frame says. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    ProtocolException(String text) {
        super(text);
    }

    static ProtocolException unparsable(String request) {
        return new ProtocolException("Error parsing JSON into valid websocket request: " + request);
    }
}
