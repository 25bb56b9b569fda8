package io.hyperwatch.patterns.burst;

import java.util.List;

/**
 * Who was asked about and who waits; state of {@link TrackingDeskCore}.
 *
 * @param suspects at most twice as many as may be asked about
 * @param parameters in force at the newest burst: deadlines go by them
 */
public record TrackingDesk(List<Suspect> suspects, TrackingDeskParameters parameters) {}
