/** Rule feed-stale: streams that do not come, and a bridge that does not write. */
package io.hyperwatch.patterns.feed;
