package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Side;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.patterns.wallpull.NaiveWalls.Gone;
import io.hyperwatch.patterns.wallpull.NaiveWalls.Judged;
import io.hyperwatch.rules.RuleChange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule, read off the contract: finds the walls that vanished, and goes through all trades for
 * each of them.
 */
final class NaiveWallPull {

    final NaiveIncidents incidents = new NaiveIncidents("book-wall-pull", "coin:BTC");
    int vanished;
    int traded;

    private final NaiveRules rules;

    NaiveWallPull(List<RuleChange> changes) {
        this.rules = new NaiveRules(WallPullRule.DEFINITION, changes);
    }

    void run(WallLog log) {
        List<Gone> gone = new NaiveWalls(rules).find(log.books);
        gone.sort(
                Comparator.comparingLong(Gone::dueMs)
                        .thenComparing(one -> one.at().book().timeMs())
                        .thenComparing(one -> one.at().number())
                        .thenComparing(one -> one.life().first.number())
                        .thenComparing(one -> !one.bid())
                        .thenComparing(one -> one.bid() ? one.price().negate() : one.price()));
        Map<String, Step<LevelTrade>> firstCopies = new LinkedHashMap<>();
        for (Step<LevelTrade> step : log.trades) {
            if (step.input() != null) {
                firstCopies.putIfAbsent(step.input().identity(), step);
            }
        }
        long endMs = WallPullRun.endMs(log);
        for (Gone one : gone) {
            if (one.dueMs() <= endMs) {
                incidents.pass(one.dueMs());
                judge(one, firstCopies.values());
            }
        }
        incidents.pass(endMs);
    }

    private void judge(Gone wall, Iterable<Step<LevelTrade>> trades) {
        vanished++;
        List<LevelTrade> hits = new ArrayList<>();
        for (Step<LevelTrade> step : trades) {
            LevelTrade trade = step.input();
            if (trade.timeMs() > wall.life().anchor.book().timeMs()
                    && trade.timeMs() <= wall.at().book().timeMs()
                    && trade.timeMs() >= wall.life().first.logMs() + 3_000
                    && step.logTimeMs() <= wall.dueMs()
                    && trade.side() == (wall.bid() ? Side.A : Side.B)
                    && isAtLevel(wall, trade.price())) {
                hits.add(trade);
            }
        }
        BigDecimal size =
                hits.stream().map(LevelTrade::size).reduce(BigDecimal.ZERO, BigDecimal::add);
        NaiveRule rule =
                rules.at("BTC", null, Math.min(wall.at().book().timeMs(), wall.at().logMs()));
        BigDecimal part = rule.decimal("max_traded_pct").movePointLeft(2);
        if (size.compareTo(wall.size().multiply(part)) >= 0) {
            traded++;
            return;
        }
        Map<String, NaiveIncidents.Event> evidence = new LinkedHashMap<>();
        for (Judged book : new Judged[] {wall.life().first, wall.life().anchor}) {
            evidence.put(wall.identity(book), new NaiveIncidents.Event(book.book().timeMs(), null));
        }
        hits.stream()
                .sorted(Comparator.comparingLong(LevelTrade::timeMs).thenComparing(LevelTrade::tid))
                .limit(16)
                .forEach(
                        hit ->
                                evidence.put(
                                        hit.identity(),
                                        new NaiveIncidents.Event(hit.timeMs(), null)));
        BigDecimal usd = wall.size().multiply(wall.price());
        long timeMs = wall.at().book().timeMs();
        evidence.put(wall.identity(wall.at()), new NaiveIncidents.Event(timeMs, usd));
        incidents.hold(
                rule,
                Severity.WARNING,
                timeMs,
                wall.at().book().provenance().receivedAtMs() - timeMs > 60_000,
                wall.dueMs(),
                usd,
                Math.max(60_000, 2 * rule.number("min_standing_ms")),
                evidence,
                wall.identity(wall.at()),
                usd);
    }

    /** In aggregated books a level begins at its price and ends one step nearer to the mid. */
    private static boolean isAtLevel(Gone wall, BigDecimal price) {
        Integer figures = wall.at().book().sigFigs();
        if (figures == null) {
            return price.compareTo(wall.price()) == 0;
        }
        BigDecimal step = BigDecimal.ONE;
        BigDecimal lead = wall.price();
        while (lead.compareTo(BigDecimal.TEN) >= 0) {
            lead = lead.movePointLeft(1);
            step = step.movePointRight(1);
        }
        step = step.movePointLeft(figures - 1);
        BigDecimal into = wall.bid() ? price.subtract(wall.price()) : wall.price().subtract(price);
        return into.signum() >= 0 && into.compareTo(step) < 0;
    }
}
