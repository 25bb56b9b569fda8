/** The dataflow of the risk job, one class a family of rules. */
package io.hyperwatch.jobs.risk;
