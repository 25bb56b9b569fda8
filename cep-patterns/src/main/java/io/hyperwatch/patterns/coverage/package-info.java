/** What is known about gaps in the data an alert was made of. */
package io.hyperwatch.patterns.coverage;
