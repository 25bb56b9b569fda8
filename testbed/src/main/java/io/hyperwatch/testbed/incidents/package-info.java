/**
 * Incidents with known answers: what public reports say of them, in miniature, as the log that the
 * bridge would have written; and how the rules do on them.
 */
package io.hyperwatch.testbed.incidents;
