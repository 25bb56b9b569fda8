/** Rule {@code large-liquidation}: one liquidation that is large by itself. */
package io.hyperwatch.patterns.largeliquidation;
