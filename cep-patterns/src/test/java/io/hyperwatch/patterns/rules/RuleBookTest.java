package io.hyperwatch.patterns.rules;

import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.flashloan.FlashLoanParameters;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RuleBookTest {

    private static final String ALICE = "0x" + "a".repeat(40);

    @Test
    void theDefaultsAreInForceBeforeAnyChange() {
        assertThat(book().at("BTC", ALICE, Long.MAX_VALUE))
                .isEqualTo(new InForce<>(1, RuleState.ACTIVE, FlashLoanParameters.DEFAULTS));
    }

    @Test
    void aChangeIsInForceFromItsTimeOn() {
        RuleBook<FlashLoanParameters> book = book();
        book.add(change("*", 2, "{\"threshold_usd\":1000.50}", RuleState.SHADOW, 100));
        assertThat(book.at("BTC", ALICE, 99).version()).isEqualTo(1);
        InForce<FlashLoanParameters> changed = book.at("BTC", ALICE, 100);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.isShadow()).isTrue();
        assertThat(changed.parameters().thresholdUsd()).isEqualByComparingTo("1000.5");
        assertThat(changed.parameters().windowMs()).isEqualTo(10_000);
    }

    @Test
    void theNarrowerScopeGoesOverTheWiderOne() {
        RuleBook<FlashLoanParameters> book = book();
        book.add(change("*", 5, "{\"threshold_usd\":\"1\",\"window_ms\":2}", RuleState.ACTIVE, 0));
        book.add(change("coin:BTC", 3, "{\"threshold_usd\":\"2\"}", RuleState.PAUSED, 0));
        book.add(change("account:" + ALICE, 4, "{}", RuleState.ACTIVE, 0));
        assertThat(book.at("ETH", null, 1).parameters().thresholdUsd()).isEqualByComparingTo("1");
        assertThat(book.at("BTC", null, 1).parameters().thresholdUsd()).isEqualByComparingTo("2");
        assertThat(book.at("BTC", null, 1).parameters().windowMs()).isEqualTo(2);
        assertThat(book.at("BTC", null, 1).isPaused()).isTrue();
        assertThat(book.at("ETH", null, 1).version()).isEqualTo(5);
        assertThat(book.at("BTC", null, 1).version()).isEqualTo(3);
        assertThat(book.at("BTC", ALICE, 1).version()).isEqualTo(4);
        assertThat(book.at("BTC", ALICE, 1).isPaused()).isFalse();
        assertThat(book.at("BTC", ALICE, 1).parameters().thresholdUsd()).isEqualByComparingTo("2");
    }

    @Test
    void aVersionHasOneStateWhateverElseIsInForce() {
        RuleBook<FlashLoanParameters> book = book();
        book.add(change("*", 9, "{\"window_ms\":7}", RuleState.ACTIVE, 5));
        book.add(change("coin:BTC", 2, "{}", RuleState.SHADOW, 0));
        InForce<FlashLoanParameters> before = book.at("BTC", ALICE, 4);
        InForce<FlashLoanParameters> after = book.at("BTC", ALICE, 5);
        assertThat(before.parameters().windowMs()).isEqualTo(10_000);
        assertThat(after.parameters().windowMs()).isEqualTo(7);
        assertThat(before.version()).isEqualTo(2);
        assertThat(after.version()).isEqualTo(2);
        assertThat(before.isShadow()).isTrue();
        assertThat(after.isShadow()).isTrue();
        assertThat(book.at("ETH", ALICE, 5).version()).isEqualTo(9);
        assertThat(book.at("ETH", ALICE, 5).isShadow()).isFalse();
    }

    /** The key of a change is rule, scope and version: another program may count by scope. */
    @Test
    void aVersionIsThatOfOneChangeOfAScope() {
        RuleBook<FlashLoanParameters> book = book();
        book.add(change("coin:BTC", 2, "{}", RuleState.SHADOW, 0));
        book.add(change("coin:BTC", 2, "{}", RuleState.ACTIVE, 0));
        book.add(change("coin:ETH", 2, "{}", RuleState.PAUSED, 0));
        assertThat(book.at("BTC", null, 1).isShadow()).isTrue();
        assertThat(book.at("ETH", null, 1).isPaused()).isTrue();
        assertThat(book.at("ETH", null, 1).version()).isEqualTo(2);
    }

    @Test
    void whatIsInForceDoesNotDependOnTheOrderInWhichChangesCome() {
        Random random = new Random(11);
        for (int run = 0; run < 500; run++) {
            List<RuleChange> changes = new ArrayList<>();
            for (int version = 2; version < 10; version++) {
                changes.add(
                        change(
                                List.of("*", "coin:BTC", "account:" + ALICE).get(random.nextInt(3)),
                                version,
                                "{\"window_ms\":" + (1 + random.nextInt(9)) + "}",
                                RuleState.values()[1 + random.nextInt(3)],
                                random.nextInt(5)));
            }
            NaiveRules naive = new NaiveRules(FlashLoanRule.DEFINITION, List.copyOf(changes));
            Collections.shuffle(changes, random);
            RuleBook<FlashLoanParameters> book = book();
            changes.forEach(book::add);
            changes.forEach(book::add);
            for (int time = 0; time < 6; time++) {
                InForce<FlashLoanParameters> inForce = book.at("BTC", ALICE, time);
                NaiveRules.NaiveRule expected = naive.at("BTC", ALICE, time);
                assertThat(inForce.version()).isEqualTo(expected.version());
                assertThat(inForce.state()).isEqualTo(expected.state());
                assertThat(inForce.parameters().windowMs()).isEqualTo(expected.number("window_ms"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "{\"treshold_usd\":1}; flash-loan has no parameter treshold_usd; it has",
                "{\"threshold_usd\":0}; threshold_usd must be a decimal above 0",
                "{\"threshold_usd\":\"a lot\"}; not a decimal",
                "{\"threshold_usd\":null}; threshold_usd must not be null",
                "{\"window_ms\":600001}; window_ms must be from 1 to 600000, not 600001",
                "{\"min_grade\":\"sure\"}; min_grade",
                "{\"window_ms\":1.5}; window_ms",
            })
    void aBadChangeIsRefusedWithTheReason(String parameters, String reason) {
        RuleBook<FlashLoanParameters> book = book();
        RuleChange change = change("*", 2, parameters, RuleState.ACTIVE, 0);
        assertThatThrownBy(() -> RuleCatalog.check(change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThatThrownBy(() -> book.add(change)).isInstanceOf(IllegalArgumentException.class);
        assertThat(book.at(null, null, 1).parameters()).isEqualTo(FlashLoanParameters.DEFAULTS);
    }

    @Test
    void versionOneIsThatOfTheDefaultsAndNoOverrideMayTakeIt() {
        RuleBook<FlashLoanParameters> book = book();
        for (String scope : List.of("coin:BTC", "account:" + ALICE)) {
            RuleChange override = change(scope, 1, "{\"window_ms\":7}", RuleState.ACTIVE, 0);
            assertThatThrownBy(() -> RuleCatalog.check(override))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an override begins at 2");
            assertThatThrownBy(() -> book.add(override))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("an override begins at 2");
        }
        assertThat(book.at("BTC", ALICE, 1).parameters()).isEqualTo(FlashLoanParameters.DEFAULTS);
        book.add(change("coin:BTC", 2, "{\"window_ms\":7}", RuleState.ACTIVE, 0));
        assertThat(book.at("BTC", ALICE, 1).parameters().windowMs()).isEqualTo(7);
    }

    @Test
    void aRuleThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThatThrownBy(
                        () ->
                                RuleCatalog.check(
                                        new RuleChange(
                                                "flashloan",
                                                "*",
                                                2,
                                                "{}",
                                                RuleState.ACTIVE,
                                                0,
                                                "")))
                .hasMessageContaining("there is no rule flashloan; there are")
                .hasMessageContaining("flash-loan");
    }

    @Test
    void theDefaultsOfEveryRuleAreValid() {
        assertThat(RuleCatalog.seeds())
                .allSatisfy(RuleCatalog::check)
                .extracting(RuleChange::rule)
                .doesNotHaveDuplicates();
    }

    private static RuleBook<FlashLoanParameters> book() {
        return new RuleBook<>(FlashLoanRule.DEFINITION);
    }

    private static RuleChange change(
            String scope, int version, String parameters, RuleState state, long fromMs) {
        return new RuleChange("flash-loan", scope, version, parameters, state, fromMs, "test");
    }
}
