/**
 * Makes a log of files: recordings of the bridge, WebSocket messages, fills of a node. The bridge's
 * own normalizer reads them, so that what is judged is what the bridge would have published.
 */
package io.hyperwatch.replay;
