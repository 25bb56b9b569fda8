/**
 * Compares what was streamed with what REST says, and so finds what no socket knows of itself. For
 * the relay thread.
 */
package io.hyperwatch.bridge.check;
