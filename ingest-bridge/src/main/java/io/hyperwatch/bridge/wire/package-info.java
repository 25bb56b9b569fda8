/**
 * What reaches the bridge, as the exchange writes it: inputs, frames and strict access to their
 * fields. Pure: no I/O, no clock.
 */
package io.hyperwatch.bridge.wire;
