package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rule {@code withdraw-then-liquidate}: an account opened a position worth 10,000,000 USD or more,
 * then withdrew 10 % or more of its value, and the position was liquidated within 24 hours of the
 * withdrawal. The condition has been judged; this tells it.
 *
 * <p>The evidence begins with the withdrawal; the opening is in the details. An alert's id follows
 * from its first evidence, and a position can be left to the venue a second time.
 */
public final class WithdrawThenLiquidateCore
        implements Detector<LiquidatedAfterWithdrawal, WithdrawThenLiquidateParameters> {

    public static final String RULE = "withdraw-then-liquidate";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PERCENT_DIGITS = 6;

    private final IncidentCore incidents;

    public WithdrawThenLiquidateCore(Cell<IncidentMemory> memory, Verdicts verdicts) {
        this.incidents =
                new IncidentCore(RULE, memory, verdicts, WithdrawThenLiquidateCore::resolution);
    }

    @Override
    public void judge(
            LiquidatedAfterWithdrawal found,
            long logTimeMs,
            InForce<WithdrawThenLiquidateParameters> rule) {
        StoryStep liquidated = found.liquidated();
        incidents.held(
                new Judgement(
                        rule,
                        Subject.account(liquidated.account()),
                        Severity.CRITICAL,
                        liquidated.timeMs(),
                        liquidated.late(),
                        liquidated.positionUsd(),
                        null,
                        Judgement.quietMs(rule.parameters().withinMs())),
                evidence -> with(evidence, found),
                incident -> text(found),
                logTimeMs);
    }

    @Override
    public void advance(long logTimeMs) {
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return incidents.nextDeadlineMs();
    }

    /** A step that an earlier finding has brought is not counted again. */
    private static Evidence with(Evidence before, LiquidatedAfterWithdrawal found) {
        return once(once(before, found.withdrawn()), found.liquidated());
    }

    private static Evidence once(Evidence before, StoryStep step) {
        boolean told =
                Stream.concat(before.first().stream(), before.last().stream())
                        .anyMatch(event -> event.identity().equals(step.identity()));
        return told ? before : before.plus(evidence(step));
    }

    private static EvidenceEvent evidence(StoryStep step) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("step", step.kind().name().toLowerCase(Locale.ROOT));
        if (step.kind() == StoryStepKind.WITHDRAWN) {
            shown.put("transfers", step.transfers());
            shown.put("since", CanonicalJson.time(step.fromMs()));
            shown.put("account_value_usd", CanonicalJson.decimal(step.accountValueUsd()));
        } else {
            shown.put("coin", step.coin());
        }
        return EvidenceEvent.of(step.identity(), step.timeMs(), step.usd(), shown);
    }

    private static AlertText text(LiquidatedAfterWithdrawal found) {
        StoryStep opened = found.opened();
        StoryStep withdrawn = found.withdrawn();
        StoryStep liquidated = found.liquidated();
        BigDecimal percent = percent(withdrawn);
        String title =
                "Withdrew %s, liquidated in %s %s later: %s"
                        .formatted(
                                Phrases.usd(withdrawn.usd()),
                                liquidated.coin(),
                                Phrases.duration(found.afterMs()),
                                liquidated.account());
        String message =
                "%s has had a position in %s of up to %s (threshold %s) since %s, withdrew %s, %s of its account's %s (threshold %s), in %s until %s, and is being liquidated in %s since %s (threshold %s after the withdrawal); %s so far. The loss beyond its margin is the venue's."
                        .formatted(
                                liquidated.account(),
                                liquidated.coin(),
                                Phrases.usd(liquidated.positionUsd()),
                                Phrases.usd(opened.minUsd()),
                                Phrases.time(opened.timeMs()),
                                Phrases.usd(withdrawn.usd()),
                                Phrases.percent(percent, withdrawn.minPct()),
                                Phrases.usd(withdrawn.accountValueUsd()),
                                Phrases.limit(withdrawn.minPct()),
                                Phrases.count(withdrawn.transfers(), "transfer"),
                                Phrases.time(withdrawn.timeMs()),
                                liquidated.coin(),
                                Phrases.time(liquidated.timeMs()),
                                Phrases.duration(liquidated.withinMs()),
                                Phrases.usd(liquidated.usd()));
        return new AlertText(title, message, details(found, percent));
    }

    private static Map<String, Object> details(
            LiquidatedAfterWithdrawal found, BigDecimal percent) {
        StoryStep opened = found.opened();
        StoryStep withdrawn = found.withdrawn();
        StoryStep liquidated = found.liquidated();
        Map<String, Object> details = CanonicalJson.object();
        details.put("coin", liquidated.coin());
        details.put("opened_at", CanonicalJson.time(opened.timeMs()));
        details.put("opened_event", opened.identity());
        details.put("position_usd", CanonicalJson.decimal(liquidated.positionUsd()));
        details.put("min_opened_usd", CanonicalJson.decimal(opened.minUsd()));
        details.put("withdrawn_usd", CanonicalJson.decimal(withdrawn.usd()));
        details.put("withdrawn_pct", CanonicalJson.percent(percent));
        details.put("min_withdrawn_pct", CanonicalJson.percent(withdrawn.minPct()));
        details.put("withdrawn_from", CanonicalJson.time(withdrawn.fromMs()));
        details.put("withdrawn_at", CanonicalJson.time(withdrawn.timeMs()));
        details.put("transfers", withdrawn.transfers());
        details.put("account_value_usd", CanonicalJson.decimal(withdrawn.accountValueUsd()));
        details.put("liquidated_at", CanonicalJson.time(liquidated.timeMs()));
        details.put("liquidated_usd", CanonicalJson.decimal(liquidated.usd()));
        details.put("after_withdrawal_ms", found.afterMs());
        details.put("within_ms", liquidated.withinMs());
        return details;
    }

    private static BigDecimal percent(StoryStep withdrawn) {
        return withdrawn
                .usd()
                .multiply(HUNDRED)
                .divide(withdrawn.accountValueUsd(), PERCENT_DIGITS, RoundingMode.HALF_EVEN);
    }

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: %s has not been liquidated after a withdrawal any more"
                        .formatted(incident.subject().userAddress()),
                "step",
                "Its largest position was worth %s.".formatted(Phrases.usd(incident.valueUsd())));
    }
}
