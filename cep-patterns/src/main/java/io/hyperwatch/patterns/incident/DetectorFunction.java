package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;
import io.hyperwatch.patterns.state.FlinkTable;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hosts the rules that judge one stream by one key: the records are broadcast their rules' changes,
 * record timestamps are log time, alerts are the main output. Decides nothing; wires state, the
 * timer, the changes and the outputs.
 *
 * @param <I> the records judged
 */
public abstract class DetectorFunction<I>
        extends KeyedBroadcastProcessFunction<String, I, RuleChange, Alert>
        implements CheckpointedFunction, FlinkRemembering {

    /** Revisions of the incidents, for {@link IncidentLedgerFunction}. */
    public static final OutputTag<Incident> INCIDENTS =
            new OutputTag<>("incidents", TypeInformation.of(Incident.class));

    public static final TypeInformation<Alert> ALERT_TYPE = TypeInformation.of(Alert.class);
    public static final MapStateDescriptor<String, RuleChange> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, TypeInformation.of(RuleChange.class));

    private static final long serialVersionUID = 1L;
    private static final String HELD = "held-records";
    private static final String NEXT_RELEASE = "next-release";

    private final RuleLog ruleLog;
    private final List<Rule<I, ?>> rules;
    private transient List<RuleChange> restored;
    private transient List<HostedRule<I, ?>> hosted;
    private transient HoldQueue<I> queue;
    private transient FlinkDeadline deadline;
    private transient FlinkOutputs outputs;
    private transient FlinkMemory memory;

    protected DetectorFunction(RuleLog ruleLog, List<Rule<I, ?>> rules) {
        this.ruleLog = ruleLog;
        this.rules = List.copyOf(rules);
    }

    /** What the tag of a rule's channel is called on the way out of its host. */
    public static <S> OutputTag<S> tag(Channel<S> channel) {
        return new OutputTag<>(channel.id(), TypeInformation.of(channel.type()));
    }

    protected abstract RecordScope scope(I input);

    /** Zero: judged at once, in the order of one topic. Else see {@link HoldQueue}. */
    protected long holdMs() {
        return 0;
    }

    /** With a hold: the type of the records, for the state they wait in. */
    protected TypeInformation<I> inputType() {
        throw new UnsupportedOperationException("a host that holds records names their type");
    }

    /** With a hold: what decides between records of one event time; see {@link HoldQueue#add}. */
    protected String order(I input) {
        throw new UnsupportedOperationException("a host that holds records orders them");
    }

    @Override
    public final void initializeState(FunctionInitializationContext context) throws Exception {
        restored = new ArrayList<>();
        for (Map.Entry<String, RuleChange> entry :
                context.getOperatorStateStore().getBroadcastState(RULES).entries()) {
            restored.add(entry.getValue());
        }
    }

    @Override
    public final void snapshotState(FunctionSnapshotContext context) {
        // broadcast state is written where it changes
    }

    @Override
    public final void open(OpenContext openContext) {
        memory = new FlinkMemory();
        deadline = new FlinkDeadline(getRuntimeContext(), memory);
        outputs = new FlinkOutputs();
        hosted = new ArrayList<>();
        for (Rule<I, ?> rule : rules) {
            hosted.add(
                    new HostedRule<>(
                            rule,
                            new FlinkDetectorContext(
                                    getRuntimeContext(),
                                    rule.definition().rule(),
                                    outputs,
                                    memory)));
        }
        restored.forEach(this::take);
        ruleLog.changes().forEach(this::take);
        if (holdMs() > 0) {
            queue =
                    new HoldQueue<>(
                            new FlinkTable<>(
                                    getRuntimeContext()
                                            .getMapState(
                                                    new MapStateDescriptor<>(
                                                            HELD, Types.STRING, inputType())),
                                    memory),
                            new FlinkCell<>(
                                    getRuntimeContext()
                                            .getState(
                                                    new ValueStateDescriptor<>(
                                                            NEXT_RELEASE, Types.LONG)),
                                    memory),
                            holdMs());
        }
    }

    @Override
    public final FlinkMemory memory() {
        return memory;
    }

    @Override
    public final void processElement(I input, ReadOnlyContext context, Collector<Alert> out) {
        outputs.to(context::output, out);
        long logTimeMs = context.timestamp();
        if (queue == null) {
            judge(input, logTimeMs);
            deadline.arm(context.timerService(), nextDeadlineMs(), logTimeMs);
        } else {
            // The log time of one topic says nothing about that of the others: what is due is due
            // at its own time, whichever record happened to come before.
            queue.add(input, scope(input).eventTimeMs(), logTimeMs, order(input));
            deadline.arm(context.timerService(), nextDeadlineMs(), Long.MIN_VALUE);
        }
    }

    @Override
    public final void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) {
        outputs.to(context::output, out);
        if (deadline.fired(context.timerService())) {
            if (queue != null) {
                queue.release(timestamp).forEach(next -> judge(next.input(), next.releaseMs()));
            }
            hosted.forEach(rule -> rule.advance(timestamp));
            deadline.arm(context.timerService(), nextDeadlineMs(), timestamp);
        }
    }

    @Override
    public final void processBroadcastElement(
            RuleChange change, Context context, Collector<Alert> out) throws Exception {
        if (take(change)) {
            BroadcastState<String, RuleChange> state = context.getBroadcastState(RULES);
            // Of two changes with one key the first is in force; were the other one remembered, it
            // would be in force after a restart.
            if (!state.contains(change.key())) {
                state.put(change.key(), change);
            }
        }
    }

    private boolean take(RuleChange change) {
        boolean taken = false;
        for (HostedRule<I, ?> rule : hosted) {
            taken |= rule.take(change);
        }
        return taken;
    }

    private void judge(I input, long logTimeMs) {
        RecordScope scope = scope(input);
        for (HostedRule<I, ?> rule : hosted) {
            rule.judge(input, scope, logTimeMs);
        }
    }

    private long nextDeadlineMs() {
        long next = queue == null ? Detector.NEVER : queue.nextDeadlineMs();
        for (HostedRule<I, ?> rule : hosted) {
            next = Math.min(next, rule.nextDeadlineMs());
        }
        return next;
    }
}
