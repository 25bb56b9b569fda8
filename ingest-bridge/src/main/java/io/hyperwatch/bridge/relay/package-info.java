/**
 * The order of everything received: the one bounded queue, the clock, ticks and the recording of
 * raw input.
 */
package io.hyperwatch.bridge.relay;
