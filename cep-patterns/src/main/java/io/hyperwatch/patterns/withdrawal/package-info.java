/**
 * Rule {@code withdraw-then-liquidate}: an account opens a large position, takes its margin out and
 * leaves the loss to others.
 */
package io.hyperwatch.patterns.withdrawal;
