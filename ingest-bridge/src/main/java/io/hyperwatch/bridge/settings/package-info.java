/** Every setting of the bridge, read and checked together at start. */
package io.hyperwatch.bridge.settings;
