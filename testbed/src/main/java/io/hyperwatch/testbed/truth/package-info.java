/** What happened on the simulated exchange, and what was published of it: the two are compared. */
package io.hyperwatch.testbed.truth;
