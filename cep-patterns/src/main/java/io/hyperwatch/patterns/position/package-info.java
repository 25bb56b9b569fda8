/** Rules on what accounts do with their positions: {@code whale-position}, {@code rapid-unwind}. */
package io.hyperwatch.patterns.position;
