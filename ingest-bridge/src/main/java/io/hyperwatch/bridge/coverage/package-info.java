/**
 * What each stream may lack: gaps, how they are filled, and REST in place of streams that nobody
 * delivers. State machines of the relay thread.
 */
package io.hyperwatch.bridge.coverage;
