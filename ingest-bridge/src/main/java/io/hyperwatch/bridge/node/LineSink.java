package io.hyperwatch.bridge.node;

/** Takes what a node has written, in order. */
public interface LineSink {

    /**
     * Takes one JSON value, or what stands where one should be.
     *
     * @param file path below the folder
     * @param text without the line break
     */
    void line(String file, String text) throws InterruptedException;

    /**
     * How many of the lines taken so far, from the first, have reached their end for good. The
     * checkpoint never gets ahead of it, so that a crash loses nothing that was on its way.
     */
    default long settled() {
        return Long.MAX_VALUE;
    }
}
