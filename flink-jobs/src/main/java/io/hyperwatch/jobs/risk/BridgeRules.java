package io.hyperwatch.jobs.risk;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.patterns.feed.FeedStaleRule;
import io.hyperwatch.patterns.feed.FlinkBridgeSilenceOperator;
import io.hyperwatch.patterns.hosts.FeedRulesFunction;
import io.hyperwatch.patterns.hosts.VaultRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.vault.VaultLossRule;
import io.hyperwatch.patterns.vault.VaultStatistics;
import io.hyperwatch.sinks.postgres.StoredVaultSnapshot;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.datastream.DataStream;

import java.util.List;

/**
 *
 *
 * <pre>
 * hl.vaults.v1 --- decode - [vault] vault loss -+------------------------------------> alerts
 *                                               +- statistics -----------------------> vault snapshots
 * hl.coverage.v1 - decode -+- [one key] feed stale ----------------------------------> alerts
 *                          +- the bridge itself falls silent (by the clock, live only) > alerts
 * </pre>
 */
final class BridgeRules {

    private BridgeRules() {}

    static DataStream<StoredVaultSnapshot> vaults(RiskGraph graph) {
        DataStream<VaultSnapshot> vaults =
                graph.read(
                        Topic.VAULTS,
                        VaultSnapshot.class,
                        EventReadings::vaultSnapshot,
                        "vaults",
                        Uids.VAULTS_DECODE);
        return graph.judge(
                        vaults.keyBy(VaultSnapshot::vault),
                        "Vault rules (per vault)",
                        Uids.VAULT_RULES,
                        new VaultRulesFunction(graph.ruleLog(), List.of(new VaultLossRule())))
                .getSideOutput(DetectorFunction.tag(VaultLossRule.STATISTICS))
                .map(BridgeRules::row)
                .name("Vault snapshots")
                .uid(Uids.VAULT_ROWS);
    }

    /** Coverage, which the market-data job stores: what is unreadable it reports. */
    static DataStream<CoverageEvent> feed(RiskGraph graph) {
        DataStream<CoverageEvent> coverage =
                graph.readQuietly(
                        Topic.COVERAGE,
                        CoverageEvent.class,
                        EventReadings::coverageEvent,
                        "coverage",
                        Uids.COVERAGE_DECODE);
        graph.judge(
                        coverage.keyBy(event -> FeedRulesFunction.ONE_KEY),
                        "Feed rules",
                        Uids.FEED_RULES,
                        new FeedRulesFunction(graph.ruleLog(), List.of(new FeedStaleRule())))
                .setParallelism(1);
        if (graph.isLive()) {
            graph.tells(
                    coverage.transform(
                                    "Silence of the bridge",
                                    DetectorFunction.ALERT_TYPE,
                                    new FlinkBridgeSilenceOperator())
                            .uid(Uids.BRIDGE_SILENCE)
                            .setParallelism(1));
        }
        return coverage;
    }

    private static StoredVaultSnapshot row(VaultStatistics vault) {
        return new StoredVaultSnapshot(
                vault.vault(),
                vault.timeMs(),
                vault.parent(),
                vault.name(),
                vault.accountValue(),
                vault.pnl24h(),
                vault.drawdownPct(),
                vault.zScore(),
                vault.sharpe(),
                vault.anomalyScore());
    }
}
