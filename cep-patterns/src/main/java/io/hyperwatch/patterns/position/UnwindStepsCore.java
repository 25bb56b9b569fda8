package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * First half of {@code rapid-unwind}: thins out position events to the steps that {@link
 * RapidUnwindPattern} follows. It counts increases and keeps the peak; which step comes after which
 * and how soon is the pattern's.
 *
 * <p>A position goes to the pattern once nothing but its end is missing: opening and increases so
 * far at once, then each further increase (10 in all) and the end. So most positions cost the
 * pattern nothing, others at most 12 steps. Within one window of log time 30 positions go to it; of
 * those nearly all have been unwound, since one that is not takes a window, so the incident is open
 * by then.
 *
 * <p>An event older than the newest of the position, or known at its time, is not judged. State:
 * see {@link UnwindMemory}; forgotten 80 minutes after the last event (the longest window, 10
 * minutes for late records, 10 to spare).
 */
public final class UnwindStepsCore implements Detector<PositionEvent, RapidUnwindParameters> {

    static final int MAX_ANNOUNCED = 30;

    private static final long FORGET_MS = RapidUnwindParameters.MAX_WINDOW_MS + 1_200_000;
    private static final long CLEAN_UP_EVERY_MS = 60_000;

    private final Cell<UnwindMemory> cell;
    private final Consumer<UnwindStep> steps;

    public UnwindStepsCore(Cell<UnwindMemory> cell, Consumer<UnwindStep> steps) {
        this.cell = cell;
        this.steps = steps;
    }

    @Override
    public void judge(PositionEvent event, long logTimeMs, InForce<RapidUnwindParameters> rule) {
        UnwindMemory memory = remembered(logTimeMs);
        if (event.eventType() == PositionEventType.UNKNOWN
                || memory.open() == null && !begins(event)
                || memory.isOld(event)) {
            return;
        }
        UnwindMemory after = memory.seen(event);
        UnwindSequence open = memory.open();
        if (open != null
                && event.timeMs() - open.opening().timeMs() > RapidUnwindParameters.MAX_WINDOW_MS) {
            open = null;
        }
        if (open != null) {
            after = continued(open, event, after, logTimeMs, rule);
        }
        if (begins(event)) {
            BigDecimal worth = event.currentSize().abs().multiply(event.price());
            after =
                    after.with(
                            UnwindSequence.opened(
                                    step(UnwindStepKind.OPENED, event, worth, 0, 0, rule)));
        } else if (open == null) {
            after = after.with((UnwindSequence) null);
        }
        cell.set(after);
    }

    @Override
    public void advance(long logTimeMs) {
        if (nextDeadlineMs() <= logTimeMs) {
            cell.set(null);
        }
    }

    @Override
    public long nextDeadlineMs() {
        UnwindMemory memory = cell.get();
        return memory == null
                ? NEVER
                : (Math.floorDiv(memory.newestMs() + FORGET_MS, CLEAN_UP_EVERY_MS) + 1)
                        * CLEAN_UP_EVERY_MS;
    }

    private UnwindMemory continued(
            UnwindSequence open,
            PositionEvent event,
            UnwindMemory memory,
            long logTimeMs,
            InForce<RapidUnwindParameters> rule) {
        return switch (event.eventType()) {
            case POSITION_INCREASED -> increased(open, event, memory, logTimeMs, rule);
            case POSITION_DECREASED -> memory.with(open.decreased(peak(open, event)));
            case POSITION_CLOSED, POSITION_FLIPPED ->
                    ended(open, event, memory, logTimeMs, rule).with((UnwindSequence) null);
            // an opening: the end of the position before it was missed
            default -> memory;
        };
    }

    private UnwindMemory increased(
            UnwindSequence open,
            PositionEvent event,
            UnwindMemory memory,
            long logTimeMs,
            InForce<RapidUnwindParameters> rule) {
        UnwindStep step =
                step(
                        UnwindStepKind.INCREASED,
                        event,
                        peak(open, event),
                        open.increaseCount() + 1,
                        open.decreaseCount(),
                        rule);
        UnwindSequence after = open.increased(step);
        if (open.announced()) {
            if (open.keepsMore()) {
                steps.accept(step);
            }
            return memory.with(after);
        }
        UnwindMemory.Announced announced = announcedSoFar(memory, logTimeMs, rule);
        if (!step.completes()
                || !after.mayUnwind(rule.parameters(), event.timeMs())
                || announced.count() >= MAX_ANNOUNCED) {
            return memory.with(after);
        }
        announce(after);
        return memory.with(after.nowAnnounced()).with(announced.andOne());
    }

    private UnwindMemory ended(
            UnwindSequence open,
            PositionEvent event,
            UnwindMemory memory,
            long logTimeMs,
            InForce<RapidUnwindParameters> rule) {
        UnwindStep end =
                step(
                        UnwindStepKind.ENDED,
                        event,
                        peak(open, event),
                        open.increaseCount(),
                        open.decreaseCount(),
                        rule);
        if (open.announced()) {
            steps.accept(end);
            return memory;
        }
        // its last event made it large enough, or the parameters have changed since
        UnwindMemory.Announced announced = announcedSoFar(memory, logTimeMs, rule);
        if (!end.unwinds(open.opening(), open.increaseCount())
                || announced.count() >= MAX_ANNOUNCED) {
            return memory;
        }
        announce(open);
        steps.accept(end);
        return memory.with(announced.andOne());
    }

    private void announce(UnwindSequence sequence) {
        steps.accept(sequence.opening());
        sequence.increases().forEach(steps);
    }

    private static UnwindMemory.Announced announcedSoFar(
            UnwindMemory memory, long logTimeMs, InForce<RapidUnwindParameters> rule) {
        return memory.announced()
                .in(Math.floorDiv(logTimeMs, rule.parameters().windowMs()), rule.version());
    }

    /** With what the position was worth at this event: before it, or after an increase. */
    private static BigDecimal peak(UnwindSequence open, PositionEvent event) {
        boolean grew = event.eventType() == PositionEventType.POSITION_INCREASED;
        BigDecimal size = grew ? event.currentSize() : event.previousSize();
        return open.peakUsd().max(size.abs().multiply(event.price()));
    }

    private static boolean begins(PositionEvent event) {
        return event.eventType() == PositionEventType.POSITION_OPENED
                || event.eventType() == PositionEventType.POSITION_FLIPPED;
    }

    private static UnwindStep step(
            UnwindStepKind kind,
            PositionEvent event,
            BigDecimal peakUsd,
            int increases,
            int decreases,
            InForce<RapidUnwindParameters> rule) {
        Timeliness timeliness = Timeliness.of(event.timeMs(), event.provenance().receivedAtMs());
        return new UnwindStep(
                kind,
                event.address(),
                event.coin(),
                event.eventId(),
                event.timeMs(),
                timeliness == Timeliness.LATE,
                event.price(),
                event.currentSize(),
                event.changeUsd(),
                event.eventType() == PositionEventType.POSITION_FLIPPED,
                peakUsd,
                increases,
                decreases,
                timeliness != Timeliness.HISTORY && !rule.isPaused(),
                rule.parameters().windowMs(),
                rule.parameters().minIncreases(),
                rule.parameters().peakUsd());
    }

    private UnwindMemory remembered(long logTimeMs) {
        UnwindMemory memory = cell.get();
        return memory == null || memory.newestMs() < logTimeMs - FORGET_MS
                ? UnwindMemory.NONE
                : memory;
    }
}
