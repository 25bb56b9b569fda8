package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.wire.Input;

/** Told about what passes the relay, on the relay's thread; must not block. */
public interface RelayListener {

    /** After the records of an input were published. */
    void relayed(Input input, Normalized normalized);

    /** A frame about the connection itself. */
    void controlled(int connection, Control control);

    /** The relay has ended because records can no longer be published. */
    void failed(Throwable cause);
}
