package io.hyperwatch.patterns.rules;

import java.io.Serializable;

/**
 * What a rule gives out beside alerts and incidents: steps for a pattern to follow, questions.
 *
 * @param id unique among the channels of a host
 * @param type a record
 */
public record Channel<S>(String id, Class<S> type) implements Serializable {}
