/** The stamp of detection time and coverage on alerts. */
package io.hyperwatch.jobs.coverage;
