package io.hyperwatch.patterns.incident;

import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * The one event-time timer of the current key, at its core's next deadline.
 *
 * <p>A deadline that is already over when a record sets it (records may be up to a minute old)
 * fires with the log time of that record, not with its own: what it gives out must not be behind
 * the watermark of the operators that follow.
 */
public final class FlinkDeadline {

    private static final String STATE = "deadline-timer";

    private final Cell<Long> armed;

    /** Reads and writes the state each time. */
    public FlinkDeadline(RuntimeContext context) {
        armed = new FlinkCell<>(context.getState(armed()));
    }

    /** Reads and writes by the operator's memory. */
    public FlinkDeadline(RuntimeContext context, FlinkMemory memory) {
        armed = new FlinkCell<>(context.getState(armed()), memory);
    }

    /**
     * @param deadlineMs {@link Detector#NEVER} for none
     * @param logTimeMs of the record or timer that set it
     */
    public void arm(TimerService timers, long deadlineMs, long logTimeMs) {
        Long wanted =
                deadlineMs == Detector.NEVER ? null : Long.valueOf(Math.max(deadlineMs, logTimeMs));
        Long before = armed.get();
        if (wanted == null ? before == null : wanted.equals(before)) {
            return;
        }
        if (before != null) {
            timers.deleteEventTimeTimer(before);
        }
        if (wanted != null) {
            timers.registerEventTimeTimer(wanted);
        }
        armed.set(wanted);
    }

    /**
     * To be called first when a timer fires.
     *
     * @return false when it fired because a bounded input ended: that is not time
     */
    public boolean fired(TimerService timers) {
        armed.set(null);
        return timers.currentWatermark() != Long.MAX_VALUE;
    }

    private static ValueStateDescriptor<Long> armed() {
        return new ValueStateDescriptor<>(STATE, Types.LONG);
    }
}
