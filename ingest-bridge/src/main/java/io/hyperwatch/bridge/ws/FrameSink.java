package io.hyperwatch.bridge.ws;

/** Takes the frames of all sockets. */
public interface FrameSink {

    /** Blocks while there is no room, which stops the reading of the socket. */
    void frame(int connection, String text) throws InterruptedException;
}
