/** Rule {@code coordinated-liquidation}: one account loses several positions at once. */
package io.hyperwatch.patterns.coordinated;
