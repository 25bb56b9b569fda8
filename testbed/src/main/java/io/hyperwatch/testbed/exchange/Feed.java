package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Where the market's frames go: to everybody subscribed to the stream. */
interface Feed {

    /**
     * Sends the frame to all subscribers; it is built once, and only if there are any.
     *
     * @return {@link ExchangeClock#nanos} of the first hand-over to a socket, 0 if nobody was sent
     *     it
     */
    long publish(Subscription stream, Supplier<ObjectNode> frame);

    /** Subscriptions of a type that somebody holds. */
    List<Subscription> subscribed(String type);

    /**
     * Subscriptions of a type about one coin or user that somebody holds.
     *
     * @param subject coin or user
     */
    Collection<Subscription> subscribed(String type, String subject);
}
