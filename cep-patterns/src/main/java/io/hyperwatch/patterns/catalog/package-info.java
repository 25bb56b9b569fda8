/** All rules there are. */
package io.hyperwatch.patterns.catalog;
