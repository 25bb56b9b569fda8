/** Figures of the bridge: metrics, {@code /health} and the summary at its end. */
package io.hyperwatch.bridge.observe;
