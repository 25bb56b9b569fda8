package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.MalformedFrameException;

/** Turns the data of one channel, or the answer to one type of request, into drafts. */
interface Reader {

    /**
     * @throws MalformedFrameException when nothing of it can be used; what is wrong with one
     *     element of many becomes a dead letter of its own
     */
    void read(Reading in) throws MalformedFrameException;
}
