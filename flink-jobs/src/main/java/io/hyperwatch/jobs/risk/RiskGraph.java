package io.hyperwatch.jobs.risk;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.jobs.LogInputs;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.EventDecoder;
import io.hyperwatch.jobs.io.EventReading;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.FlinkDetectorOperator;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.List;

/**
 * A risk topology while it is built: every stream that is judged adds its alerts, incidents and
 * dead letters to those of the others.
 */
final class RiskGraph {

    private final LogInputs inputs;
    private final RuleLog ruleLog;
    private final DataStream<RuleChange> ruleChanges;
    private final List<DataStream<Alert>> alerts = new ArrayList<>();
    private final List<DataStream<Incident>> incidents = new ArrayList<>();
    private final List<DataStream<IncidentRisk>> risks = new ArrayList<>();
    private final List<DataStream<DeadLetter>> unreadable = new ArrayList<>();

    RiskGraph(LogInputs inputs, RuleLog ruleLog) {
        this.inputs = inputs;
        this.ruleLog = ruleLog;
        this.ruleChanges =
                decode(
                        inputs.ruleChanges(),
                        RuleChange.class,
                        EventReadings::ruleChange,
                        "rules",
                        Uids.RULES_DECODE,
                        true);
    }

    /** A topic's records as events, the unreadable ones as dead letters. */
    <T> SingleOutputStreamOperator<T> read(
            Topic topic, Class<T> type, EventReading<T> reading, String name, String uid) {
        return decode(inputs.log(topic), type, reading, name, uid, true);
    }

    /** As {@link #read}, where another job reports what is unreadable: once is enough. */
    <T> SingleOutputStreamOperator<T> readQuietly(
            Topic topic, Class<T> type, EventReading<T> reading, String name, String uid) {
        return decode(inputs.log(topic), type, reading, name, uid, false);
    }

    /** The rules of a host judge a stream. */
    <I> SingleOutputStreamOperator<Alert> judge(
            KeyedStream<I, String> records, String name, String uid, DetectorFunction<I> host) {
        SingleOutputStreamOperator<Alert> judged =
                FlinkDetectorOperator.judge(records, ruleChanges, name, host).uid(uid);
        tells(judged);
        return judged;
    }

    /** A pattern beside the detectors raises the risk of their incidents. */
    <S> void raises(SingleOutputStreamOperator<IncidentRisk> pattern, OutputTag<S> late) {
        risks.add(pattern);
        countsLate(pattern, late);
    }

    /** What comes too late for a pattern is counted. */
    <S> void countsLate(SingleOutputStreamOperator<?> pattern, OutputTag<S> late) {
        pattern.getSideOutput(late)
                .process(new LateSignalsFunction<S>())
                .returns(Types.VOID)
                .name("Count of " + late.getId())
                .uid(Uids.late(pattern.getTransformation().getUid()))
                .setParallelism(pattern.getParallelism());
    }

    /** What a detector beside the rules tells: no rule changes it. */
    void tells(SingleOutputStreamOperator<Alert> told) {
        alerts.add(told);
        incidents.add(told.getSideOutput(DetectorFunction.INCIDENTS));
    }

    void rejects(DataStream<DeadLetter> letters) {
        unreadable.add(letters);
    }

    boolean isLive() {
        return inputs.isLive();
    }

    /** What every host reads before its first record. */
    RuleLog ruleLog() {
        return ruleLog;
    }

    DataStream<RuleChange> ruleChanges() {
        return ruleChanges;
    }

    DataStream<Alert> alerts() {
        return all(alerts);
    }

    DataStream<Incident> incidents() {
        return all(incidents);
    }

    DataStream<IncidentRisk> risks() {
        return all(risks);
    }

    DataStream<DeadLetter> unreadable() {
        return all(unreadable);
    }

    private <T> SingleOutputStreamOperator<T> decode(
            DataStream<RawRecord> records,
            Class<T> type,
            EventReading<T> reading,
            String name,
            String uid,
            boolean reports) {
        SingleOutputStreamOperator<T> decoded =
                records.process(new EventDecoder<>(type, reading))
                        .name("Decode " + name)
                        .uid(uid)
                        .setParallelism(records.getParallelism());
        if (reports) {
            unreadable.add(decoded.getSideOutput(EventDecoder.DEAD_LETTERS));
        }
        return decoded;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> DataStream<T> all(List<DataStream<T>> streams) {
        DataStream<T> first = streams.get(0);
        return streams.size() == 1
                ? first
                : first.union(streams.subList(1, streams.size()).toArray(new DataStream[0]));
    }
}
