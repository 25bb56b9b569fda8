/** Changes of the rules as they travel in Kafka. */
package io.hyperwatch.rules;
