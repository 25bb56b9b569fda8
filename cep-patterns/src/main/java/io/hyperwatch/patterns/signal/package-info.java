/** Rule {@code signal-change}: what the tracked traders as a whole do in a coin has changed. */
package io.hyperwatch.patterns.signal;
