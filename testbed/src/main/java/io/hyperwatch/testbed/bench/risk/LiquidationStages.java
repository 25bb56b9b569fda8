package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.adl.AdlRule;
import io.hyperwatch.patterns.cascade.CascadeRule;
import io.hyperwatch.patterns.coordinated.CoordinatedRule;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.largeliquidation.LargeLiquidationRule;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.patterns.liquidations.LiquidationAssembler;
import io.hyperwatch.patterns.liquidations.LiquidationBook;
import io.hyperwatch.patterns.liquidations.LiquidationOutput;
import io.hyperwatch.patterns.liquidations.grades.AllGradesCore;
import io.hyperwatch.patterns.liquidations.grades.AllGradesFunction;
import io.hyperwatch.patterns.liquidations.grades.GradeGate;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import java.util.List;

/** Fills: liquidations and auto-deleveraging, and once more with what was inferred from trades. */
final class LiquidationStages implements LiquidationOutput {

    private final LiquidationAssembler assembler;
    private final HeapHost<LiquidationFill> venue;
    private final HeapHost<LiquidationFill> coins;
    private final HeapHost<LiquidationFill> accounts;
    private final HeapHost<Fill> deleveraged;
    private final HoldQueue<LiquidationFill> held;
    private final AllGradesCore allGrades;
    private final Deadlines allGradesDeadline = new Deadlines(this::allGradesDue);
    private final HeapHost<LiquidationFill> venueAllGrades;
    private final HeapHost<LiquidationFill> coinsAllGrades;
    private final HeapHost<LiquidationFill> accountsAllGrades;
    private long logTimeMs;

    LiquidationStages(Verdicts verdicts, StateCount count) {
        assembler =
                new LiquidationAssembler(
                        new SeenIds(
                                count.watch("liquidations.seen-trades", new HeapTable<>()),
                                new HeapCell<>()),
                        count.watch("liquidations.known", new HeapTable<>()),
                        new LiquidationBook(count.watch("liquidations.runs", new HeapTable<>())),
                        new SeenIds(
                                count.watch("liquidations.seen-adl", new HeapTable<>()),
                                new HeapCell<>()),
                        count.watch("liquidations.snapshot-over", new HeapTable<>()),
                        new HeapCell<>());
        held =
                new HoldQueue<>(
                        count.watch("all-grades.held-records", new HeapTable<>()),
                        new HeapCell<>(),
                        HoldQueue.HOLD_MS);
        allGrades =
                new AllGradesCore(
                        count.watch("all-grades.seen-trades", new HeapTable<>()),
                        new HeapCell<>(),
                        count.watch("all-grades.runs", new HeapTable<>()),
                        new HeapCell<>());
        venue = host("venue", List.of(GradeGate.immediate(new FlashLoanRule())), verdicts, count);
        coins =
                host(
                        "coins",
                        List.of(
                                GradeGate.immediate(new CascadeRule()),
                                GradeGate.immediate(new LargeLiquidationRule())),
                        verdicts,
                        count);
        accounts =
                host(
                        "accounts",
                        List.of(GradeGate.immediate(new CoordinatedRule())),
                        verdicts,
                        count);
        venueAllGrades =
                host("venue", List.of(GradeGate.allGrades(new FlashLoanRule())), verdicts, count);
        coinsAllGrades =
                host(
                        "coins",
                        List.of(
                                GradeGate.allGrades(new CascadeRule()),
                                GradeGate.allGrades(new LargeLiquidationRule())),
                        verdicts,
                        count);
        accountsAllGrades =
                host(
                        "accounts",
                        List.of(GradeGate.allGrades(new CoordinatedRule())),
                        verdicts,
                        count);
        deleveraged =
                new HeapHost<>(
                        "adl",
                        List.of(new AdlRule()),
                        fill -> new RecordScope(fill.coin(), fill.user(), fill.timeMs()),
                        null,
                        verdicts,
                        count);
    }

    static RecordScope scope(LiquidationFill fill) {
        return new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs());
    }

    private static HeapHost<LiquidationFill> host(
            String name,
            List<Rule<LiquidationFill, ?>> rules,
            Verdicts verdicts,
            StateCount count) {
        return new HeapHost<>(name, rules, LiquidationStages::scope, null, verdicts, count);
    }

    /**
     * @param entry null for a control record that means nothing here
     */
    void take(FillLogEntry entry, long entryLogTimeMs) {
        if (entry != null && LiquidationAssembler.concerns(entry)) {
            logTimeMs = entryLogTimeMs;
            assembler.onEntry(entry, entryLogTimeMs, this);
        }
    }

    @Override
    public void liquidation(LiquidationFill fill) {
        venue.record(FlashLoanRule.ONE_KEY, fill, logTimeMs);
        coins.record(fill.coin(), fill, logTimeMs);
        accounts.record(fill.liquidatedUser(), fill, logTimeMs);
        ofAnyGrade(fill, logTimeMs);
    }

    @Override
    public void autoDeleveraging(Fill fill) {
        deleveraged.record(fill.coin(), fill, logTimeMs);
    }

    @Override
    public void deleveraged(Fill fill) {
        // a row, no alert
    }

    @Override
    public void rejected(DeadLetter letter) {
        // makes no alert
    }

    /** Held, so that what is confirmed and what is inferred come in one order. */
    void ofAnyGrade(LiquidationFill fill, long fillLogTimeMs) {
        if (!AllGradesCore.isLeftOut(fill)) {
            held.add(fill, fill.timeMs(), fillLogTimeMs, order(fill));
            armAllGrades();
        }
    }

    /** As {@link AllGradesFunction} orders them. */
    private static String order(LiquidationFill fill) {
        return "%d|%019d|%019d|%s|%d"
                .formatted(
                        9 - fill.grade().ordinal(),
                        fill.provenance().sequence().epochMs(),
                        fill.provenance().sequence().counter(),
                        fill.identity(),
                        fill.revision());
    }

    private void armAllGrades() {
        allGradesDeadline.arm(
                AllGradesFunction.ONE_KEY,
                Math.min(held.nextDeadlineMs(), allGrades.nextDeadlineMs()),
                Long.MIN_VALUE);
    }

    private void allGradesDue(String key, long timeMs) {
        held.release(timeMs)
                .forEach(
                        next ->
                                allGrades.onFill(
                                        next.input(),
                                        next.releaseMs(),
                                        fill -> judgeAllGrades(fill, timeMs)));
        allGrades.advance(timeMs);
        armAllGrades();
    }

    private void judgeAllGrades(LiquidationFill fill, long timeMs) {
        venueAllGrades.record(FlashLoanRule.ONE_KEY, fill, timeMs);
        coinsAllGrades.record(fill.coin(), fill, timeMs);
        accountsAllGrades.record(fill.liquidatedUser(), fill, timeMs);
    }

    /** Time has come so far in the fills. */
    void advance(long timeMs) {
        venue.advance(timeMs);
        coins.advance(timeMs);
        accounts.advance(timeMs);
        deleveraged.advance(timeMs);
    }

    /** Time has come so far in the fills and the trades. */
    void advanceAllGrades(long timeMs) {
        allGradesDeadline.advance(timeMs);
        venueAllGrades.advance(timeMs);
        coinsAllGrades.advance(timeMs);
        accountsAllGrades.advance(timeMs);
    }
}
