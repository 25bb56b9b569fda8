package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.JobEnvironment;
import io.hyperwatch.jobs.risk.RiskTopology;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Runs the risk topology once over a log. The same log and rules give the same alerts in the same
 * order, whatever the parallelism; the end of the log is not time, so what is open then stays open.
 */
public final class Replay {

    /** A hash exchange between each two of some twenty operators needs more than the 64 MiB. */
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(192);

    /**
     * What to do.
     *
     * @param source the log
     * @param rules changes of the rules, known from the beginning
     * @param parallelism tasks of each operator
     * @param sinceMs event time from which alerts are given
     */
    public record Request(
            ReplaySource source, List<RuleChange> rules, int parallelism, long sinceMs) {}

    /**
     * What came out.
     *
     * @param alerts canonical JSON by event time, incident, kind and id
     * @param byRule alerts of each rule
     * @param late alerts of records that came 1 to 10 minutes late
     * @param records of each topic that was read, without ticks
     * @param unreadable records the topology could make nothing of, by reason
     */
    public record Outcome(
            List<String> alerts,
            Map<String, Long> byRule,
            long late,
            Map<String, Long> records,
            Map<String, Long> unreadable) {}

    private Replay() {}

    /**
     * @throws Exception when the job fails
     */
    public static Outcome run(Request request) throws Exception {
        int run = Collected.begin();
        try (LocalStreamEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        request.parallelism(), configuration())) {
            attach(env, request, run);
            env.execute("Replay");
            return outcome(Collected.of(run));
        } finally {
            Collected.end(run);
            request.source().forget();
        }
    }

    private static void attach(StreamExecutionEnvironment env, Request request, int run) {
        RiskTopology.Outputs out =
                RiskTopology.build(
                        new ReplayInputs(env, request.source(), run),
                        new RecordedRules(request.rules()));
        out.alerts()
                .filter(new Collected.Alerts(run, request.sinceMs()))
                .uid("collect.alerts")
                .sinkTo(new DiscardingSink<>())
                .uid("end.alerts");
        out.unreadable()
                .filter(new Collected.Unreadable(run))
                .uid("collect.unreadable")
                .sinkTo(new DiscardingSink<>())
                .uid("end.unreadable");
    }

    /** No checkpoints and no second try: a run costs nothing to repeat. */
    private static Configuration configuration() {
        Configuration configuration = JobEnvironment.graphContract();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(RestOptions.ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_ADDRESS, "localhost");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        return configuration;
    }

    private static Outcome outcome(Collected collected) {
        List<ReplayedAlert> alerts = collected.alerts.stream().sorted(ReplayedAlert.ORDER).toList();
        Map<String, Long> byRule = new TreeMap<>();
        alerts.forEach(alert -> byRule.merge(alert.rule(), 1L, Long::sum));
        return new Outcome(
                alerts.stream().map(ReplayedAlert::json).toList(),
                byRule,
                alerts.stream().filter(ReplayedAlert::late).count(),
                sums(collected.records),
                sums(collected.unreadable));
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
