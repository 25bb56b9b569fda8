/**
 * Everything the bridge decides, on one thread and by one clock. {@link
 * io.hyperwatch.bridge.engine.Engine} wires the state machines, {@link
 * io.hyperwatch.bridge.engine.Relay} drives them.
 */
package io.hyperwatch.bridge.engine;
