/** Confirmed and inferred liquidations for rules that take both; see {@code GradeGate}. */
package io.hyperwatch.patterns.liquidations.grades;
