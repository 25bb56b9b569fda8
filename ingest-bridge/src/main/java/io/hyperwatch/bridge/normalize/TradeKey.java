package io.hyperwatch.bridge.normalize;

/** Tells the trades of one coin apart: {@code tid} alone repeats. */
record TradeKey(long timeMs, long tid) {}
