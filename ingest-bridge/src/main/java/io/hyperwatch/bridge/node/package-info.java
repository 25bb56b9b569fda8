/** Follows the files of fills that a Hyperliquid node writes, on a thread of its own. */
package io.hyperwatch.bridge.node;
