package io.hyperwatch.patterns.catalog;

import io.hyperwatch.patterns.adl.AdlRule;
import io.hyperwatch.patterns.burst.BurstRule;
import io.hyperwatch.patterns.burst.TrackingDeskRule;
import io.hyperwatch.patterns.cascade.CascadeRule;
import io.hyperwatch.patterns.coordinated.CoordinatedRule;
import io.hyperwatch.patterns.feed.FeedStaleRule;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.patterns.funding.ExtremeFundingRule;
import io.hyperwatch.patterns.largeliquidation.LargeLiquidationRule;
import io.hyperwatch.patterns.largetrade.LargeTradeRule;
import io.hyperwatch.patterns.midjump.MidJumpRule;
import io.hyperwatch.patterns.oracle.OracleDeviationRule;
import io.hyperwatch.patterns.position.RapidUnwindRule;
import io.hyperwatch.patterns.position.WhalePositionRule;
import io.hyperwatch.patterns.reference.ReferenceDeviationRule;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.patterns.signal.SignalChangeRule;
import io.hyperwatch.patterns.vault.VaultLossRule;
import io.hyperwatch.patterns.wallpull.WallPullRule;
import io.hyperwatch.patterns.withdrawal.WithdrawThenLiquidateRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;

import java.util.List;
import java.util.stream.Collectors;

/** Every rule by its id, with its defaults. */
public final class RuleCatalog {

    private static final List<RuleDefinition<?>> ALL =
            List.of(
                    OracleDeviationRule.DEFINITION,
                    MidJumpRule.DEFINITION,
                    ReferenceDeviationRule.DEFINITION,
                    FlashLoanRule.DEFINITION,
                    CascadeRule.DEFINITION,
                    LargeLiquidationRule.DEFINITION,
                    CoordinatedRule.DEFINITION,
                    LargeTradeRule.DEFINITION,
                    ExtremeFundingRule.DEFINITION,
                    AdlRule.DEFINITION,
                    WallPullRule.DEFINITION,
                    VaultLossRule.DEFINITION,
                    WithdrawThenLiquidateRule.DEFINITION,
                    RapidUnwindRule.DEFINITION,
                    WhalePositionRule.DEFINITION,
                    SignalChangeRule.DEFINITION,
                    FeedStaleRule.DEFINITION,
                    BurstRule.DEFINITION,
                    TrackingDeskRule.DEFINITION);

    private RuleCatalog() {}

    public static List<RuleDefinition<?>> definitions() {
        return ALL;
    }

    /**
     * @throws IllegalArgumentException naming the rules there are
     */
    public static RuleDefinition<?> definition(String rule) {
        return ALL.stream()
                .filter(definition -> definition.rule().equals(rule))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no rule %s; there are %s"
                                                .formatted(
                                                        rule,
                                                        ALL.stream()
                                                                .map(RuleDefinition::rule)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /** The defaults of all rules, as the first changes of the topic. */
    public static List<RuleChange> seeds() {
        return ALL.stream().map(RuleDefinition::seed).toList();
    }

    /**
     * @throws IllegalArgumentException with the reason why the change is refused
     */
    public static void check(RuleChange change) {
        RuleDefinition<?> definition = definition(change.rule());
        definition.parse(List.of(change.parameters()));
        boolean first = change.version() == RuleDefinition.FIRST_VERSION;
        if (first && !change.scope().equals(RuleScope.ALL)) {
            throw new IllegalArgumentException(
                    "version 1 of %s is that of its defaults; an override begins at 2"
                            .formatted(change.rule()));
        }
    }
}
