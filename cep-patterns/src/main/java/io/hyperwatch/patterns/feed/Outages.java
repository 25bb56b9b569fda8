package io.hyperwatch.patterns.feed;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.Map;

/**
 * The outages that go on, each with an incident of its own. One that is over, its incident
 * resolved, is forgotten.
 */
final class Outages {

    /**
     * Something that is due.
     *
     * @param timeMs {@link Detector#NEVER} for nothing
     * @param stream what the outage is called after, null for nothing
     */
    record Deadline(long timeMs, String stream) {}

    private static final Deadline NOTHING = new Deadline(Detector.NEVER, null);

    private final Table<String, Outage> outages;
    private final Table<String, IncidentMemory> memories;
    private final Verdicts verdicts;

    Outages(
            Table<String, Outage> outages,
            Table<String, IncidentMemory> memories,
            Verdicts verdicts) {
        this.outages = outages;
        this.memories = memories;
        this.verdicts = verdicts;
    }

    /** Null where there is none. */
    Outage get(String stream) {
        return outages.get(stream);
    }

    /**
     * The one a loss belongs to: that of its stream, else the earliest that takes it, else null.
     */
    Outage of(Loss loss, long timeMs) {
        Outage found = outages.get(loss.stream());
        if (found != null) {
            return found;
        }
        for (Map.Entry<String, Outage> entry : outages.entries()) {
            Outage outage = entry.getValue();
            if (outage.takes(loss, timeMs) && (found == null || isEarlier(outage, found))) {
                found = outage;
            }
        }
        return found;
    }

    void keep(Outage outage) {
        outages.put(outage.stream(), outage);
    }

    IncidentCore incident(String stream) {
        Cell<IncidentMemory> memory =
                new Cell<>() {
                    @Override
                    public IncidentMemory get() {
                        return memories.get(stream);
                    }

                    @Override
                    public void set(IncidentMemory value) {
                        memories.put(stream, value);
                    }
                };
        return new IncidentCore(
                FeedStaleCore.RULE,
                memory,
                verdicts,
                open -> OutageText.resolution(open, stillLost(stream)));
    }

    /** Where the rule was paused, or went into shadow, an incident ends before its outage. */
    private int stillLost(String stream) {
        Outage outage = outages.get(stream);
        return outage == null ? 0 : outage.open();
    }

    void forgetIfOver(Outage outage) {
        String stream = outage.stream();
        if (outage.open() == 0 && incident(stream).current() == null) {
            outages.remove(stream);
            memories.remove(stream);
        }
    }

    /** The earliest; of several the one whose stream is first by name. */
    Deadline next() {
        Deadline next = NOTHING;
        for (Map.Entry<String, Outage> entry : outages.entries()) {
            Outage outage = entry.getValue();
            IncidentCore incident = incident(outage.stream());
            long timeMs = incident.nextDeadlineMs();
            if (isWaiting(outage, incident)) {
                timeMs = Math.min(timeMs, outage.earliestMs());
            }
            if (timeMs < next.timeMs()
                    || timeMs == next.timeMs()
                            && timeMs != Detector.NEVER
                            && outage.stream().compareTo(next.stream()) < 0) {
                next = new Deadline(timeMs, outage.stream());
            }
        }
        return next;
    }

    /** Whether its losses are not yet too long. */
    static boolean isWaiting(Outage outage, IncidentCore incident) {
        return !outage.judged() && incident.current() == null;
    }

    private static boolean isEarlier(Outage one, Outage other) {
        int bySince = Long.compare(one.sinceMs(), other.sinceMs());
        return bySince < 0 || bySince == 0 && one.stream().compareTo(other.stream()) < 0;
    }
}
