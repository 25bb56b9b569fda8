/**
 * Connections to the exchange: which streams are asked for on which socket under the limits of the
 * exchange, and how sockets are kept, judged and replaced.
 *
 * <pre>
 * Wishes --Planner--&gt; Plan --&gt; Connections -- one Connection a role -- Session of the open socket
 *                                  |                 SubscriptionBook, Heartbeat, StreamWatchdog
 *                                Fleet: limits, CircuitBreaker, Suspects
 * </pre>
 *
 * <p>State machines of the relay thread: told what happened and what time it is.
 */
package io.hyperwatch.bridge.connect;
