package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Timeliness;
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
import io.hyperwatch.patterns.liquidations.grades.GradedParameters;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rule {@code flash-loan}: at least two liquidations, whatever coins and accounts, begin within 10
 * s and are together worth more than 500,000 USD. Judged at each liquidation fill, in log order,
 * over the windows that contain the start of its liquidation.
 */
public final class FlashLoanCore implements Detector<LiquidationFill, FlashLoanParameters> {

    public static final String RULE = "flash-loan";

    private static final int COINS_NAMED = 5;

    private final LiquidationWindows windows;
    private final IncidentCore incidents;

    /**
     * @param seconds liquidations by the second they began in
     * @param liquidations by id
     * @param cleanUpAt when old ones are removed next
     */
    public FlashLoanCore(
            Table<Long, StartSecond> seconds,
            Table<String, CountedLiquidation> liquidations,
            Cell<Long> cleanUpAt,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.windows = new LiquidationWindows(seconds, liquidations, cleanUpAt);
        this.incidents = new IncidentCore(RULE, memory, verdicts, FlashLoanCore::resolution);
    }

    @Override
    public void judge(LiquidationFill fill, long logTimeMs, InForce<FlashLoanParameters> rule) {
        FlashLoanParameters inForce = rule.parameters();
        if (!fill.counted()
                || fill.history()
                || fill.grade().compareTo(inForce.minGrade()) < 0
                || !LiquidationWindows.remembers(fill.liquidationStartMs(), logTimeMs)) {
            return;
        }
        EvidenceEvent event = evidence(fill);
        windows.add(fill, event, logTimeMs);
        boolean guesses = GradedParameters.takesInferred(inForce);
        Window sure = windows.find(fill.liquidationStartMs(), inForce, logTimeMs, true);
        Window window =
                sure == null && guesses
                        ? windows.find(fill.liquidationStartMs(), inForce, logTimeMs, false)
                        : sure;
        if (window == null) {
            return;
        }
        boolean late =
                Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs()) == Timeliness.LATE;
        BigDecimal risk = FlashLoanRisk.score(window.totalUsd(), window.largestUsd());
        incidents.held(
                new Judgement(
                        rule,
                        Subject.VENUE,
                        // What holds only by guesses wakes nobody.
                        sure == null ? Severity.WARNING : Severity.CRITICAL,
                        fill.timeMs(),
                        late,
                        window.totalUsd(),
                        risk,
                        Judgement.quietMs(inForce.windowMs())),
                evidence -> evidence.count() == 0 ? evidence(window) : evidence.plus(event),
                incident -> text(window, inForce, risk),
                logTimeMs);
    }

    @Override
    public void advance(long logTimeMs) {
        windows.advance(logTimeMs);
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(windows.nextDeadlineMs(), incidents.nextDeadlineMs());
    }

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: no flash-loan pattern any more",
                "Its largest window was worth %s.".formatted(Phrases.usd(incident.valueUsd())));
    }

    private Evidence evidence(Window window) {
        Evidence fills = Evidence.NONE;
        for (CountedLiquidation liquidation : windows.in(window)) {
            fills = fills.then(liquidation.fills());
        }
        return fills;
    }

    private static EvidenceEvent evidence(LiquidationFill fill) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("coin", fill.coin());
        shown.put("liquidation_id", fill.liquidationId());
        shown.put("liquidated_user", fill.liquidatedUser());
        shown.put("position_side", fill.positionSide().name().toLowerCase(Locale.ROOT));
        shown.put("price", CanonicalJson.decimal(fill.price()));
        shown.put("size", CanonicalJson.decimal(fill.size()));
        return EvidenceEvent.of(fill.identity(), fill.timeMs(), fill.valueUsd(), shown);
    }

    private AlertText text(Window window, FlashLoanParameters inForce, BigDecimal risk) {
        List<Map.Entry<String, BigDecimal>> coins = byCoin(windows.in(window));
        String title =
                "Flash-loan pattern: %d liquidations worth %s within %s"
                        .formatted(
                                window.count(),
                                Phrases.usd(window.totalUsd()),
                                Phrases.duration(inForce.windowMs()));
        String named =
                coins.stream()
                        .limit(COINS_NAMED)
                        .map(coin -> coin.getKey() + " " + Phrases.usd(coin.getValue()))
                        .collect(Collectors.joining(", "));
        String more =
                coins.size() > COINS_NAMED
                        ? " and %d coins more".formatted(coins.size() - COINS_NAMED)
                        : "";
        String message =
                "Since %s, %d liquidations worth %s began within %s (threshold: %d worth more than %s). The largest is worth %s. Coins: %s%s."
                        .formatted(
                                CanonicalJson.time(window.startMs()),
                                window.count(),
                                Phrases.usd(window.totalUsd()),
                                Phrases.duration(inForce.windowMs()),
                                inForce.minLiquidations(),
                                Phrases.usd(inForce.thresholdUsd()),
                                Phrases.usd(window.largestUsd()),
                                named,
                                more);
        Map<String, Object> details = CanonicalJson.object();
        details.put("window_start", CanonicalJson.time(window.startMs()));
        details.put("window_ms", inForce.windowMs());
        details.put("liquidations", window.count());
        details.put("total_usd", CanonicalJson.decimal(window.totalUsd()));
        details.put("largest_liquidation_usd", CanonicalJson.decimal(window.largestUsd()));
        details.put("coins", coins.stream().limit(Evidence.KEPT).map(Map.Entry::getKey).toList());
        details.put("coin_count", coins.size());
        details.put("risk_score", CanonicalJson.decimal(risk));
        details.put("min_liquidations", inForce.minLiquidations());
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        return new AlertText(title, message, details);
    }

    /** The most valuable coin first, then by name. */
    private static List<Map.Entry<String, BigDecimal>> byCoin(List<CountedLiquidation> members) {
        Map<String, BigDecimal> values = new TreeMap<>();
        members.forEach(member -> values.merge(member.coin(), member.valueUsd(), BigDecimal::add));
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }
}
