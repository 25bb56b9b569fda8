package io.hyperwatch.testbed.replay;

import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;
import io.hyperwatch.topics.Topic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Changes of the rules that become effective while the log goes on: thresholds, grades, pauses,
 * shadows, for all, for a coin or for an account; bad ones, and a version that is written twice. At
 * the end all rules are as at the beginning, for the log that comes after this one.
 */
final class RandomRules {

    private static final int CHANGES = 4;
    private static final String GUESSES = "{\"min_grade\":\"inferred_burst\"}";

    private static final Map<String, List<String>> PARAMETERS =
            Map.ofEntries(
                    Map.entry(
                            "oracle-deviation",
                            List.of(
                                    "{\"warning_pct\":0.3,\"sustained_seconds\":[5,10]}",
                                    "{\"critical_pct\":\"2\",\"quiet_ms\":20000}")),
                    Map.entry("mid-jump", List.of("{\"warning_pct\":0.2}", "{}")),
                    Map.entry(
                            "reference-deviation",
                            List.of("{\"info_pct\":0.2,\"min_venues\":1}", "{\"quiet_ms\":9000}")),
                    Map.entry("flash-loan", List.of(GUESSES, "{\"threshold_usd\":200000}")),
                    Map.entry(
                            "cascade",
                            List.of(
                                    GUESSES,
                                    "{\"min_liquidations\":3,\"window_ms\":20000}",
                                    "{\"min_grade\":\"inferred_burst\",\"wave_gap_ms\":3000}")),
                    Map.entry("large-liquidation", List.of(GUESSES, "{\"threshold_usd\":200000}")),
                    Map.entry(
                            "coordinated-liquidation",
                            List.of(GUESSES, "{\"min_liquidations\":2,\"window_ms\":15000}")),
                    Map.entry("large-trade", List.of("{\"threshold_usd\":600000.5}", "{}")),
                    Map.entry(
                            "extreme-funding",
                            List.of("{\"threshold_pct\":0.5}", "{\"max_rate_age_ms\":60000}")),
                    Map.entry("adl", List.of("{\"window_ms\":5000}", "{\"critical_usd\":30000}")),
                    Map.entry(
                            "book-wall-pull",
                            List.of(
                                    "{\"max_traded_pct\":50,\"min_wall_usd\":700000}",
                                    "{\"max_book_gap_ms\":2000}")),
                    Map.entry(
                            "vault-loss",
                            List.of("{\"z_min_snapshots\":4}", "{\"loss_high_usd\":300000}")),
                    Map.entry(
                            "withdraw-then-liquidate",
                            List.of("{\"within_ms\":4000}", "{\"withdrawn_pct\":2}")),
                    Map.entry(
                            "rapid-unwind",
                            List.of("{\"min_increases\":1}", "{\"window_ms\":10000}")),
                    Map.entry("whale-position", List.of("{\"threshold_usd\":1500000}", "{}")),
                    Map.entry("signal-change", List.of("{\"min_bias_move\":0.3}", "{}")),
                    Map.entry(
                            "feed-stale",
                            List.of("{\"gap_open_ms\":12000}", "{\"context_silent_ms\":1000}")),
                    Map.entry("inferred-burst", List.of("{\"min_value_usd\":300000}", "{}")),
                    Map.entry("tracking-desk", List.of("{\"max_accounts\":2}", "{}")));

    private final RandomWorld world;
    private final long startMs;
    private final long endMs;
    private int version;

    /**
     * @param firstVersion above all of those in the topic
     */
    RandomRules(RandomWorld world, long startMs, long endMs, int firstVersion) {
        this.world = world;
        this.startMs = startMs;
        this.endMs = endMs;
        this.version = firstVersion;
    }

    void write() {
        for (RuleDefinition<?> rule : RuleCatalog.definitions()) {
            for (int i = 0; i < CHANGES; i++) {
                change(rule.rule());
            }
            if (rule.state() == RuleState.PAUSED) {
                write(rule.rule(), RuleScope.ALL, "{}", RuleState.ACTIVE, startMs + 1);
            }
        }
        twice();
        refused();
        for (RuleDefinition<?> rule : RuleCatalog.definitions()) {
            write(rule.rule(), RuleScope.ALL, "{}", rule.state(), endMs);
            write(rule.rule(), RuleScope.coin(RandomWorld.COINS.get(0)), "{}", rule.state(), endMs);
            write(rule.rule(), RuleScope.coin(RandomWorld.COINS.get(1)), "{}", rule.state(), endMs);
            write(rule.rule(), RuleScope.account(account()), "{}", rule.state(), endMs);
        }
    }

    /** A pause or a shadow ends after a tenth of the log. */
    private void change(String rule) {
        long fromMs = effectiveFrom();
        String parameters = world.oneOf(PARAMETERS.get(rule));
        String scope = scope();
        int kind = world.random.nextInt(6);
        if (kind > 1) {
            write(rule, scope, parameters, RuleState.ACTIVE, fromMs);
            return;
        }
        write(rule, scope, parameters, kind == 0 ? RuleState.PAUSED : RuleState.SHADOW, fromMs);
        long forMs = (endMs - startMs) / 10;
        write(rule, scope, parameters, RuleState.ACTIVE, fromMs + forMs);
    }

    /** Of two changes with one version the first counts. */
    private void twice() {
        long fromMs = effectiveFrom();
        write("large-trade", RuleScope.ALL, "{\"threshold_usd\":1}", RuleState.ACTIVE, fromMs);
        version--;
        write("large-trade", RuleScope.ALL, "{\"threshold_usd\":9e9}", RuleState.ACTIVE, fromMs);
        long laterMs = fromMs + 20_000;
        write("large-trade", RuleScope.ALL, "{}", RuleState.ACTIVE, laterMs);
    }

    private void refused() {
        write("adl", RuleScope.ALL, "{\"critical_usd\":-1}", RuleState.ACTIVE, startMs);
        write("adl", RuleScope.ALL, "{\"criticalUsd\":1}", RuleState.ACTIVE, startMs);
        write("no-such-rule", RuleScope.ALL, "{}", RuleState.ACTIVE, startMs);
        write(
                new RuleChange(
                        "flash-loan",
                        RuleScope.coin("BTC"),
                        1,
                        "{\"threshold_usd\":1}",
                        RuleState.ACTIVE,
                        startMs,
                        "somebody"));
        world.log.text(Topic.RULES, "flash-loan/*/0", startMs, "{\"rule\":\"flash-loan\"");
    }

    private void write(String rule, String scope, String json, RuleState state, long fromMs) {
        write(new RuleChange(rule, scope, ++version, json, state, fromMs, "somebody"));
    }

    private void write(RuleChange change) {
        byte[] json = RuleChangeJson.encode(change);
        String text = new String(json, StandardCharsets.UTF_8);
        world.log.text(Topic.RULES, change.key(), startMs, text);
    }

    private long effectiveFrom() {
        return startMs + (long) (world.random.nextDouble() * 0.8 * (endMs - startMs));
    }

    private String scope() {
        return switch (world.random.nextInt(4)) {
            case 0 -> RuleScope.coin(RandomWorld.COINS.get(world.random.nextInt(2)));
            case 1 -> RuleScope.account(account());
            default -> RuleScope.ALL;
        };
    }

    /** One that everything happens to. */
    private static String account() {
        return RandomWorld.account(5);
    }
}
