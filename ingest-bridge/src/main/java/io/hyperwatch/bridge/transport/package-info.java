/**
 * The way to the exchange: {@link io.hyperwatch.bridge.transport.Transport} and the network behind
 * it. Its threads may wait in the listener; its callers never wait.
 */
package io.hyperwatch.bridge.transport;
