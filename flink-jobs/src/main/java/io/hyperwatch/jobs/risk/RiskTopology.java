package io.hyperwatch.jobs.risk;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.jobs.LogInputs;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.coverage.CoverageStampFunction;
import io.hyperwatch.jobs.coverage.WallClock;
import io.hyperwatch.patterns.incident.IncidentLedgerFunction;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.sinks.postgres.StoredVaultSnapshot;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 *
 *
 * <pre>
 * prices, funding ------- {@link PriceRules} -------+-> alerts ---------- stamp: clock, coverage -> alerts
 * fills ----------------- {@link LiquidationRules} -+-> incidents -+
 * trades ---------------- {@link TradeRules} -------+-> risk ------+- [incident] merge -> incidents
 * books, trades --------- {@link BookRules} --------+
 * positions, withdrawals  {@link AccountRules} -----+
 * vaults, coverage ------ {@link BridgeRules} ------+
 * rules ----------------- broadcast to every judge
 * </pre>
 *
 * A rule on one topic judges a record when it comes and waits for no watermark; a rule that mixes
 * topics holds them for 10 s, to have them in the order of their event times.
 */
public final class RiskTopology {

    /** What leaves the topology; main attaches sinks, tests collect. */
    public record Outputs(
            DataStream<Alert> alerts,
            DataStream<Incident> incidents,
            DataStream<LiquidationFill> liquidations,
            DataStream<Fill> adlFills,
            DataStream<TrackingRequest> questions,
            DataStream<StoredVaultSnapshot> vaults,
            DataStream<RuleChange> rules,
            DataStream<DeadLetter> unreadable) {}

    private RiskTopology() {}

    /**
     * @param ruleLog the changes of the rules up to now; later ones come through the inputs
     */
    public static Outputs build(LogInputs inputs, RuleLog ruleLog) {
        RiskGraph graph = new RiskGraph(inputs, ruleLog);

        TradeRules.Outputs trades = TradeRules.attach(graph);
        LiquidationRules.Outputs liquidations =
                LiquidationRules.attach(graph, PriceRules.attach(graph), trades.inferred());
        BookRules.attach(graph, trades.trades());
        AccountRules.attach(graph, liquidations.confirmed());
        DataStream<StoredVaultSnapshot> vaults = BridgeRules.vaults(graph);
        DataStream<CoverageEvent> coverage = BridgeRules.feed(graph);

        return new Outputs(
                stamped(graph.alerts(), coverage),
                incidents(graph.incidents(), graph.risks()),
                liquidations.liquidations(),
                liquidations.adlFills(),
                trades.questions(),
                vaults,
                graph.ruleChanges(),
                graph.unreadable());
    }

    /** By subject, so that what is said of one incident stays in its order on the way out. */
    private static DataStream<Alert> stamped(
            DataStream<Alert> alerts, DataStream<CoverageEvent> coverage) {
        return alerts.keyBy(Alert::subject)
                .connect(coverage.broadcast(CoverageStampFunction.COVERAGE))
                .process(new CoverageStampFunction(WallClock.SYSTEM))
                .name("Detected at, and coverage")
                .uid(Uids.STAMP);
    }

    private static DataStream<Incident> incidents(
            DataStream<Incident> revisions, DataStream<IncidentRisk> risk) {
        return revisions
                .connect(risk)
                .keyBy(Incident::incidentId, IncidentRisk::incidentId)
                .process(new IncidentLedgerFunction())
                .name("Incidents")
                .uid(Uids.INCIDENTS);
    }
}
