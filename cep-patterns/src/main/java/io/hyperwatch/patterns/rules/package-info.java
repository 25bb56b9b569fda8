/** Rules as data: what a rule's parameters are, and which are in force when. */
package io.hyperwatch.patterns.rules;
