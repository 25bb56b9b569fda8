package io.hyperwatch.bridge.transport;

/**
 * Told what happens outside, on any thread. Methods wait while there is no room, which stops the
 * reading of that socket.
 */
public interface TransportListener {

    void opened(int connection) throws InterruptedException;

    void frame(int connection, String text) throws InterruptedException;

    /**
     * @param code of the close frame; 1006 where none came or the socket never opened
     */
    void closed(int connection, int code, String reason) throws InterruptedException;

    /**
     * A body that came with status 200.
     *
     * @param last whether it is the last part of the answer; only {@link RestCall#rowsField} makes
     *     several
     */
    void answered(RestCall call, String body, boolean last) throws InterruptedException;

    /**
     * @param status of the answer, 0 where none came
     */
    void failed(RestCall call, int status, String reason) throws InterruptedException;
}
