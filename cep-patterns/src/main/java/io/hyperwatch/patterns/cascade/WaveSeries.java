package io.hyperwatch.patterns.cascade;

/**
 * The waves of an incident that are counted together; part of {@link CascadeProgress}.
 *
 * @param incidentId of the incident
 * @param inferred whether inferred liquidations counted
 * @param waves so far
 * @param fromMs log time of the first
 */
public record WaveSeries(String incidentId, boolean inferred, int waves, long fromMs) {

    /** Flink CEP keeps a sequence for less than this. */
    static final long MAX_MS = 1_800_000;

    /** With one more wave: of this series, or the first of the next. */
    static WaveSeries after(
            WaveSeries series, String incidentId, boolean inferred, long logTimeMs) {
        return series == null
                        || !series.incidentId.equals(incidentId)
                        || series.inferred != inferred
                        || logTimeMs - series.fromMs >= MAX_MS
                ? new WaveSeries(incidentId, inferred, 1, logTimeMs)
                : new WaveSeries(incidentId, inferred, series.waves + 1, series.fromMs);
    }
}
