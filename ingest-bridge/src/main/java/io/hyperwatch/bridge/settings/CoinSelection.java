package io.hyperwatch.bridge.settings;

import java.util.List;

/**
 * Which coins to stream.
 *
 * @param all every perpetual that is not delisted
 * @param names exact names; empty when {@code all}
 */
public record CoinSelection(boolean all, List<String> names) {}
