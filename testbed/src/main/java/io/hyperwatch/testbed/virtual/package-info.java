/**
 * The simulated exchange in virtual time: hours in seconds, on one thread, the same each time.
 *
 * <pre>
 * VirtualTime      what happens when, and the only clock
 * VirtualExchange  the exchange on that clock
 * VirtualTransport the bridge's way to it, with latencies and under its limits
 * RandomMarket     makes things happen on it
 * RandomFaults     makes it misbehave
 * </pre>
 */
package io.hyperwatch.testbed.virtual;
