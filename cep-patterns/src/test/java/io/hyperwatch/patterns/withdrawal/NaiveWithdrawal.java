package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rule, read off the contract: a plain loop over all that is known of the account. */
final class NaiveWithdrawal {

    private static final long TWENTY_MINUTES_MS = 20 * 60_000;
    private static final BigDecimal TENTHS = new BigDecimal("0.01");

    final NaiveIncidents incidents;

    private static final class Position {
        String coin;
        String event;
        long from;
        long to = Long.MAX_VALUE;
        BigDecimal peak;
    }

    private static final class Transfer {
        String id;
        long time;
        BigDecimal left;
        BigDecimal before;
        Long withdrawalFrom;
        BigDecimal withdrawn;
    }

    private record Found(
            long now,
            Position position,
            Transfer withdrawal,
            AccountFact liquidation,
            NaiveRule rule,
            boolean late) {}

    private record Liquidation(AccountFact fact, NaiveRule rule, boolean late, long seen) {}

    private final NaiveRules rules;
    private final List<Position> positions = new ArrayList<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final Map<String, Liquidation> untold = new LinkedHashMap<>();
    private final Map<String, Long> told = new HashMap<>();
    private final List<Found> found = new ArrayList<>();
    private BigDecimal value;
    private long valueTime;
    private boolean valueOfState;

    NaiveWithdrawal(String account, List<RuleChange> changes) {
        this.incidents = new NaiveIncidents("withdraw-then-liquidate", "account:" + account);
        this.rules = new NaiveRules(WithdrawThenLiquidateRule.DEFINITION, changes);
    }

    /**
     * @param log as released
     */
    void run(List<Step<AccountFact>> log) {
        for (Step<AccountFact> step : log) {
            // alerts are made a little later, at whole seconds
            long now = (step.logTimeMs() + 999) / 1_000 * 1_000;
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs(), now);
            }
        }
        found.sort(
                Comparator.comparingLong(Found::now)
                        .thenComparingLong(one -> one.liquidation().timeMs())
                        .thenComparing(one -> one.liquidation().identity()));
        found.forEach(this::hold);
        incidents.pass(log.get(log.size() - 1).logTimeMs());
    }

    private void judge(AccountFact fact, long logTime, long now) {
        positions.removeIf(one -> one.to < logTime - TWENTY_MINUTES_MS);
        untold.values().removeIf(one -> one.seen() < logTime - TWENTY_MINUTES_MS);
        told.values().removeIf(seen -> seen < logTime - TWENTY_MINUTES_MS);
        if (positions.isEmpty()) {
            transfers.clear();
            untold.clear();
            told.clear();
            value = null;
            valueOfState = false;
        }
        NaiveRule rule = rules.at(fact.coin(), fact.account(), Math.min(fact.timeMs(), logTime));
        long age = fact.receivedAtMs() - fact.timeMs();
        if (fact.kind() == FactKind.POSITION) {
            position(fact, rule);
        } else if (!positions.isEmpty()) {
            switch (fact.kind()) {
                case TRANSFER -> transfer(fact, rule, age, now);
                case ACCOUNT_VALUE -> worth(fact.usd(), fact.timeMs(), true);
                default -> liquidation(fact, rule, age > 60_000, logTime, now);
            }
        }
    }

    private void position(AccountFact fact, NaiveRule rule) {
        Position open = null;
        for (Position one : positions) {
            if (one.coin.equals(fact.coin())) {
                boolean later = one.from > fact.timeMs();
                boolean over = one.to != Long.MAX_VALUE;
                if (later || over && one.to > fact.timeMs() || one.event.equals(fact.identity())) {
                    return;
                }
                open = over ? open : one;
            }
        }
        boolean large = fact.usd().compareTo(rule.decimal("opened_usd")) >= 0;
        if (open != null && (fact.begins() || fact.usd().signum() == 0)) {
            open.to = fact.timeMs();
            open = null;
        }
        if (open != null) {
            open.peak = open.peak.max(fact.usd());
        } else if (large) {
            Position opened = new Position();
            opened.coin = fact.coin();
            opened.event = fact.identity();
            opened.from = fact.timeMs();
            opened.peak = fact.usd();
            positions.add(opened);
            positions.sort(Comparator.comparingLong(one -> one.from));
        }
        if (!positions.isEmpty()) {
            worth(fact.accountValueUsd(), fact.timeMs(), false);
        }
    }

    private void worth(BigDecimal usd, long time, boolean ofState) {
        boolean first = value == null || ofState && !valueOfState;
        if (usd != null && (first || ofState == valueOfState && time >= valueTime)) {
            value = usd;
            valueTime = time;
            valueOfState = ofState;
        }
    }

    private void transfer(AccountFact fact, NaiveRule rule, long age, long now) {
        for (Transfer one : transfers) {
            if (one.id.equals(fact.identity())) {
                return;
            }
        }
        Transfer transfer = new Transfer();
        transfer.id = fact.identity();
        transfer.time = fact.timeMs();
        transfer.left = fact.usd();
        transfer.before =
                value == null || valueTime < fact.timeMs() ? value : value.add(fact.usd());
        transfers.add(transfer);
        transfers.sort(Comparator.comparingLong(one -> one.time));
        int last = transfers.indexOf(transfer);
        for (int first = last; first >= 0 && fact.usd().signum() > 0; first--) {
            Transfer begin = transfers.get(first);
            BigDecimal left = BigDecimal.ZERO;
            for (Transfer one : transfers.subList(first, last + 1)) {
                left = left.add(one.left);
            }
            BigDecimal tenth =
                    begin.before == null
                            ? null
                            : begin.before.multiply(rule.decimal("withdrawn_pct")).multiply(TENTHS);
            if (transfer.withdrawalFrom == null
                    && begin.left.signum() > 0
                    && transfer.time - begin.time <= rule.number("within_ms")
                    && tenth != null
                    && tenth.signum() > 0
                    && left.compareTo(tenth) >= 0) {
                transfer.withdrawalFrom = begin.time;
                transfer.withdrawn = left;
            }
        }
        if (transfer.withdrawalFrom != null && age <= 600_000) {
            knownBefore(transfer, age > 60_000, now);
        }
    }

    /** A liquidation was known before the withdrawal that makes it news. */
    private void knownBefore(Transfer withdrawal, boolean late, long now) {
        for (Position position : positions) {
            for (Liquidation one : List.copyOf(untold.values())) {
                long time = one.fact().timeMs();
                if (one.fact().coin().equals(position.coin)
                        && position.from <= withdrawal.withdrawalFrom
                        && withdrawal.time <= time
                        && time <= position.to) {
                    tell(
                            position,
                            withdrawal,
                            one.fact(),
                            one.rule(),
                            late || one.late(),
                            one.seen(),
                            now);
                    break;
                }
            }
        }
    }

    private void liquidation(
            AccountFact fact, NaiveRule rule, boolean late, long logTime, long now) {
        if (rule.state() == RuleState.PAUSED || told.containsKey(fact.liquidationId())) {
            return;
        }
        boolean large = false;
        for (Position position : positions) {
            if (!position.coin.equals(fact.coin())
                    || position.from > fact.timeMs()
                    || position.to < fact.timeMs()) {
                continue;
            }
            large = true;
            Transfer newest = null;
            for (Transfer one : transfers) {
                if (one.withdrawalFrom != null
                        && one.withdrawalFrom >= position.from
                        && one.time <= fact.timeMs()) {
                    newest = one;
                }
            }
            if (newest != null) {
                tell(position, newest, fact, rule, late, logTime, now);
                return;
            }
        }
        Liquidation known = untold.get(fact.liquidationId());
        if (large && (known == null || known.fact().timeMs() < fact.timeMs())) {
            untold.remove(fact.liquidationId());
            untold.put(fact.liquidationId(), new Liquidation(fact, rule, late, logTime));
        }
    }

    private void tell(
            Position position,
            Transfer withdrawal,
            AccountFact liquidation,
            NaiveRule rule,
            boolean late,
            long seen,
            long now) {
        untold.remove(liquidation.liquidationId());
        told.put(liquidation.liquidationId(), seen);
        if (liquidation.timeMs() - withdrawal.time <= rule.number("within_ms")) {
            Position then = new Position();
            then.peak = position.peak;
            found.add(new Found(now, then, withdrawal, liquidation, rule, late));
        }
    }

    private void hold(Found one) {
        Transfer withdrawal = one.withdrawal();
        AccountFact liquidation = one.liquidation();
        incidents.pass(one.now());
        Map<String, NaiveIncidents.Event> evidence = new LinkedHashMap<>();
        evidence.put(
                withdrawal.id, new NaiveIncidents.Event(withdrawal.time, withdrawal.withdrawn));
        evidence.put(
                liquidation.identity(),
                new NaiveIncidents.Event(liquidation.timeMs(), liquidation.usd()));
        evidence.forEach(
                (id, event) ->
                        incidents.hold(
                                one.rule(),
                                Severity.CRITICAL,
                                liquidation.timeMs(),
                                one.late(),
                                one.now(),
                                one.position().peak,
                                Math.max(60_000, 2 * one.rule().number("within_ms")),
                                evidence,
                                id,
                                event.usd()));
    }
}
