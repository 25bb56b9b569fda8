/** Rule {@code adl}: positions are closed by auto-deleveraging. */
package io.hyperwatch.patterns.adl;
