package io.hyperwatch.patterns.cascade;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A window that holds the condition, as an alert tells it. */
final class CascadeFinding {

    private static final int SCORE_DIGITS = 1;

    private final String coin;
    private final CascadeWindow window;
    private final CascadeParameters rule;
    private final CascadeScore score;
    private final Supplier<List<CascadeLiquidation>> lookUp;
    private List<CascadeLiquidation> members;

    /**
     * @param lookUp the liquidations of the window, asked for only if an alert goes out: all that
     *     are remembered are read for it
     */
    CascadeFinding(
            String coin,
            CascadeWindow window,
            CascadeParameters rule,
            Supplier<List<CascadeLiquidation>> lookUp) {
        this.coin = coin;
        this.window = window;
        this.rule = rule;
        this.score = CascadeScore.of(window.sum());
        this.lookUp = lookUp;
    }

    CascadeScore score() {
        return score;
    }

    Evidence evidence() {
        return CascadeEvidence.of(coin, members());
    }

    AlertText text() {
        SideTotals sides = SideTotals.of(members());
        StartSum sum = window.sum();
        String dominant = sides.dominant();
        String title =
                "Liquidation cascade in %s: %d liquidations worth %s within %s, %s"
                        .formatted(
                                coin,
                                sum.count(),
                                Phrases.usd(sum.totalUsd()),
                                Phrases.duration(rule.windowMs()),
                                dominant.equals("even") ? "longs and shorts" : mostly(sides));
        String message =
                "Since %s, %d liquidations of %d accounts worth %s began in %s within %s (threshold: %d worth more than %s). Longs: %d worth %s; shorts: %d worth %s.%s%s Score %s of 100 (high from %s, critical from %s)."
                        .formatted(
                                CanonicalJson.time(members().get(0).startMs()),
                                sum.count(),
                                sides.accounts(),
                                Phrases.usd(sum.totalUsd()),
                                coin,
                                Phrases.duration(rule.windowMs()),
                                rule.minLiquidations(),
                                Phrases.usd(rule.thresholdUsd()),
                                sides.longs(),
                                Phrases.usd(sides.longUsd()),
                                sides.shorts(),
                                Phrases.usd(sides.shortUsd()),
                                prices(sum),
                                inferred(),
                                shown(score.value()),
                                shown(rule.highScore()),
                                shown(rule.criticalScore()));
        return new AlertText(title, message, details(sides, dominant));
    }

    private Map<String, Object> details(SideTotals sides, String dominant) {
        StartSum sum = window.sum();
        Map<String, Object> details = CanonicalJson.object();
        details.put("window_start", CanonicalJson.time(members().get(0).startMs()));
        details.put("window_end", CanonicalJson.time(window.endMs()));
        details.put("window_ms", rule.windowMs());
        details.put("liquidations", sum.count());
        details.put("total_usd", CanonicalJson.decimal(sum.totalUsd()));
        details.put("confirmed_liquidations", window.confirmed().count());
        details.put("confirmed_usd", CanonicalJson.decimal(window.confirmed().totalUsd()));
        details.put("dominant_side", dominant);
        details.put("long_liquidations", sides.longs());
        details.put("long_usd", CanonicalJson.decimal(sides.longUsd()));
        details.put("short_liquidations", sides.shorts());
        details.put("short_usd", CanonicalJson.decimal(sides.shortUsd()));
        details.put("unique_accounts", sides.accounts());
        details.put("lowest_price", CanonicalJson.decimal(sum.lowestPrice()));
        details.put("highest_price", CanonicalJson.decimal(sum.highestPrice()));
        details.put("price_impact_pct", CanonicalJson.percent(score.impactPct()));
        details.put("risk_score", CanonicalJson.decimal(score.value()));
        details.put("min_liquidations", rule.minLiquidations());
        details.put("threshold_usd", CanonicalJson.decimal(rule.thresholdUsd()));
        details.put("high_score", CanonicalJson.decimal(rule.highScore()));
        details.put("critical_score", CanonicalJson.decimal(rule.criticalScore()));
        details.put("min_grade", rule.minGrade().name().toLowerCase(Locale.ROOT));
        return details;
    }

    private static String mostly(SideTotals sides) {
        boolean pure = sides.longs() == 0 || sides.shorts() == 0;
        return (pure ? "all " : "mostly ") + sides.dominant() + "s";
    }

    private static String prices(StartSum sum) {
        return sum.lowestPrice() == null
                ? ""
                : " Prices from %s to %s, %s apart."
                        .formatted(
                                CanonicalJson.decimal(sum.lowestPrice()),
                                CanonicalJson.decimal(sum.highestPrice()),
                                Phrases.percent(CascadeScore.of(sum).impactPct()));
    }

    private String inferred() {
        int count = window.sum().count() - window.confirmed().count();
        return count == 0 ? "" : " %d of them are only inferred from trades.".formatted(count);
    }

    private static String shown(BigDecimal score) {
        return CanonicalJson.decimal(score.setScale(SCORE_DIGITS, RoundingMode.HALF_EVEN));
    }

    private List<CascadeLiquidation> members() {
        if (members == null) {
            members = lookUp.get();
        }
        return members;
    }
}
