/** Liquidations inferred from public trades, and questions to the bridge that confirm them. */
package io.hyperwatch.patterns.burst;
