package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.rules.RuleState;

/**
 * A rule on liquidations, once for each of its two streams. Confirmed fills are one topic and are
 * judged at once. Inferred ones come from another; a rule that takes them reads both in the order
 * of {@link AllGradesCore}, 10 s later. Each record is judged by one of the two, by what {@code
 * min_grade} is in force for it.
 *
 * <p>The immediate one knows all confirmed fills at any time: those the other one judges pass
 * through it as if the rule was paused. The other one sees nothing while no record asks for it; a
 * record that does wakes it for an hour of log time, so that windows and other records' overrides
 * are complete from then on. What came before it woke is not in its windows.
 */
public final class GradeGate<P extends GradedParameters> implements Rule<LiquidationFill, P> {

    /** Longer than any window a rule on liquidations may be set to. */
    static final long AWAKE_MS = 3_600_000;

    private static final long serialVersionUID = 1L;
    private static final String AWAKE_UNTIL = "all-grades-awake-until";

    private final Rule<LiquidationFill, P> rule;
    private final boolean allGrades;

    private GradeGate(Rule<LiquidationFill, P> rule, boolean allGrades) {
        this.rule = rule;
        this.allGrades = allGrades;
    }

    /** For the stream of confirmed fills. */
    public static <P extends GradedParameters> Rule<LiquidationFill, P> immediate(
            Rule<LiquidationFill, P> rule) {
        return new GradeGate<>(rule, false);
    }

    /** For the stream of {@link AllGradesFunction}. */
    public static <P extends GradedParameters> Rule<LiquidationFill, P> allGrades(
            Rule<LiquidationFill, P> rule) {
        return new GradeGate<>(rule, true);
    }

    @Override
    public RuleDefinition<P> definition() {
        return rule.definition();
    }

    @Override
    public Detector<LiquidationFill, P> detector(DetectorContext context) {
        Detector<LiquidationFill, P> detector = rule.detector(context);
        return allGrades
                ? new AllGrades<>(detector, context.cell(AWAKE_UNTIL, Long.class))
                : new Immediate<>(detector);
    }

    private static <P> InForce<P> paused(InForce<P> rule) {
        return new InForce<>(rule.version(), RuleState.PAUSED, rule.parameters());
    }

    private record Immediate<P extends GradedParameters>(Detector<LiquidationFill, P> detector)
            implements Detector<LiquidationFill, P> {

        @Override
        public void judge(LiquidationFill fill, long logTimeMs, InForce<P> rule) {
            boolean mine = !GradedParameters.takesInferred(rule.parameters());
            detector.judge(fill, logTimeMs, mine ? rule : paused(rule));
        }

        @Override
        public void advance(long logTimeMs) {
            detector.advance(logTimeMs);
        }

        @Override
        public long nextDeadlineMs() {
            return detector.nextDeadlineMs();
        }
    }

    private record AllGrades<P extends GradedParameters>(
            Detector<LiquidationFill, P> detector, Cell<Long> awakeUntil)
            implements Detector<LiquidationFill, P> {

        @Override
        public void judge(LiquidationFill fill, long logTimeMs, InForce<P> rule) {
            if (GradedParameters.takesInferred(rule.parameters())) {
                awakeUntil.set(logTimeMs + AWAKE_MS);
                detector.judge(fill, logTimeMs, rule);
            } else if (isAwake(logTimeMs)) {
                detector.judge(fill, logTimeMs, paused(rule));
            }
        }

        private boolean isAwake(long logTimeMs) {
            Long until = awakeUntil.get();
            return until != null && logTimeMs <= until;
        }

        @Override
        public void advance(long logTimeMs) {
            detector.advance(logTimeMs);
        }

        @Override
        public long nextDeadlineMs() {
            return detector.nextDeadlineMs();
        }
    }
}
