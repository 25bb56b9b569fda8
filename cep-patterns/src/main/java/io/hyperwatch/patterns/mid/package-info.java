/** The mid price of a coin as several rules see it, and how far two prices are apart. */
package io.hyperwatch.patterns.mid;
