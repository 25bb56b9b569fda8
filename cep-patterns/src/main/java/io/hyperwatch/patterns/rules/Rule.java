package io.hyperwatch.patterns.rules;

import io.hyperwatch.patterns.incident.Detector;

import java.io.Serializable;

/**
 * A rule as its host sees it: a definition, and a core to be built on the state of the host.
 *
 * @param <I> the records judged
 * @param <P> its parameters
 */
public interface Rule<I, P> extends Serializable {

    RuleDefinition<P> definition();

    /** Called once for each task, before the first record. */
    Detector<I, P> detector(DetectorContext context);
}
