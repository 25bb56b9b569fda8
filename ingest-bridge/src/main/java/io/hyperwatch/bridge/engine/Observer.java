package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.observe.HealthSnapshot;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;

import java.util.List;

/** Told what happens on the relay's thread; must not block. */
public interface Observer {

    /** After the records of an input were handed to the publisher. */
    void relayed(Input input, Normalized normalized);

    /** After a record of the bridge's own was handed to the publisher. */
    void wrote(Envelope record);

    /** After a tick was written to so many partitions. */
    void ticked(int partitions);

    /** A REST call has ended; see {@link io.hyperwatch.bridge.rest.RestQueue.Observer}. */
    void called(RestRequest request, Share share, int status, long tookNanos, int weight);

    /** A socket was lost or given up. */
    void disconnected(String cause);

    /** The exchange refuses a stream. */
    void refusedStream(Subscription subscription);

    /** How everything is doing, about once a second. */
    void reported(HealthSnapshot snapshot);

    /** Something was said about the completeness of a stream. */
    void covered(CoverageEvent event);

    /** What streams, what is polled and what does not fit has changed. */
    void planned(Plan plan);

    /** A configured coin does not exist; told instead of the first plan. */
    void refused(List<String> problems);
}
