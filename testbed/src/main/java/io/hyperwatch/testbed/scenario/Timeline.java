package io.hyperwatch.testbed.scenario;

import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.MarketOrder;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a scenario will do, decided before it starts: a pure function of the scenario, so the
 * same seed gives the same events.
 *
 * @param history trades from before the start, oldest first
 * @param steps in the order of their offsets
 */
record Timeline(List<OldTrade> history, List<Step> steps) {

    /**
     * @param ageMs before the start
     * @param order what was traded
     */
    record OldTrade(long ageMs, MarketOrder order) {}

    /**
     * @param offsetMs since the start
     * @param event what happens
     */
    record Step(long offsetMs, MarketEvent event) {}

    static Timeline of(Scenario scenario) {
        Map<String, Instrument> instruments = new LinkedHashMap<>();
        scenario.settings(() -> Instant.EPOCH)
                .instruments()
                .forEach(instrument -> instruments.put(instrument.coin(), instrument));
        List<OldTrade> history = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        Map<String, CoinPlan> plans = new LinkedHashMap<>();
        for (Scenario.Coin coin : scenario.coins()) {
            CoinPlan plan =
                    new CoinPlan(
                            coin,
                            instruments.get(coin.coin()),
                            // Each coin has its own stream of chance: adding one changes no other.
                            scenario.seed() * 31 + coin.coin().hashCode());
            plans.put(coin.coin(), plan);
        }
        scenario.actions().stream()
                .sorted(Comparator.comparingLong(action -> action.at().millis()))
                .filter(action -> action.ramp() != null)
                .forEach(action -> plans.get(action.coin()).ramp(action));
        for (CoinPlan plan : plans.values()) {
            plan.history(history);
            plan.background(scenario.duration().millis(), steps);
        }
        for (Action action : scenario.actions()) {
            if (action.fault() != null) {
                addFault(action, steps);
            } else if (action.ramp() == null) {
                plans.get(action.coin()).act(action, steps);
            }
        }
        history.sort(Comparator.comparingLong(OldTrade::ageMs).reversed());
        steps.sort(Comparator.comparingLong(Step::offsetMs));
        return new Timeline(List.copyOf(history), List.copyOf(steps));
    }

    private static void addFault(Action action, List<Step> steps) {
        long at = action.at().millis();
        Action.Fault fault = action.fault();
        steps.add(new Step(at, new MarketEvent.Broke(fault, true)));
        boolean switched =
                fault.kind() == Action.FaultKind.STALL
                        || fault.kind() == Action.FaultKind.REFUSE_CONNECTIONS;
        if (switched && fault.lasting() != null) {
            steps.add(new Step(at + fault.lasting().millis(), new MarketEvent.Broke(fault, false)));
        }
    }

    /** Percent to factor. */
    static BigDecimal factor(double pct) {
        return BigDecimal.valueOf(1 + pct / 100);
    }
}
