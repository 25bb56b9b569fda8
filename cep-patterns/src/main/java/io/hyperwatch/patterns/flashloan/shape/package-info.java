/**
 * The shape of a flash-loan attack: a price is pushed, liquidations follow, the price comes back.
 */
package io.hyperwatch.patterns.flashloan.shape;
