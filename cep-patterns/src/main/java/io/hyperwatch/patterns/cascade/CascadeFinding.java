package io.hyperwatch.patterns.cascade;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** A window that holds the condition, as an alert tells it. */
final class CascadeFinding {

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

    CascadeWindow window() {
        return window;
    }

    Evidence evidence() {
        return CascadeEvidence.of(coin, members());
    }

    AlertText text() {
        SideTotals sides = SideTotals.of(members());
        StartSum sum = window.sum();
        String dominant = sides.dominant();
        String title =
                "Liquidation cascade in %s: %s worth %s within %s, %s"
                        .formatted(
                                coin,
                                Phrases.count(sum.count(), "liquidation"),
                                Phrases.usd(sum.totalUsd()),
                                Phrases.duration(rule.windowMs()),
                                dominant.equals("even") ? "longs and shorts" : mostly(sides));
        String message =
                "Since %s, %s of %s worth %s began in %s within %s (threshold: %d worth more than %s). Longs: %s; shorts: %s.%s%s Score %s of 100 (high from %s, critical from %s)."
                        .formatted(
                                Phrases.time(members().get(0).startMs()),
                                Phrases.count(sum.count(), "liquidation"),
                                Phrases.count(sides.accounts(), "account"),
                                Phrases.usd(sum.totalUsd()),
                                coin,
                                Phrases.duration(rule.windowMs()),
                                rule.minLiquidations(),
                                Phrases.usd(rule.thresholdUsd()),
                                worth(sides.longs(), sides.longUsd()),
                                worth(sides.shorts(), sides.shortUsd()),
                                prices(sum),
                                inferred(),
                                Phrases.score(
                                        score.value(), rule.highScore(), rule.criticalScore()),
                                CanonicalJson.decimal(rule.highScore()),
                                CanonicalJson.decimal(rule.criticalScore()));
        return new AlertText(title, message, details());
    }

    /**
     * The figures of a resolve are those of the window that was worth most, not of the one that was
     * told last.
     *
     * @param worst that window, null where an older version has not kept it
     * @param members its liquidations, none where they are no longer remembered
     */
    static AlertText resolution(
            OpenIncident incident, CascadeWindow worst, List<CascadeLiquidation> members) {
        BigDecimal allUsd = incident.evidence().totalUsd();
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no liquidation cascade in %s any more"
                                .formatted(incident.subject().coin()),
                        "liquidation fill",
                        "Its worst window %s%s."
                                .formatted(
                                        held(incident, worst),
                                        allUsd.compareTo(incident.valueUsd()) == 0
                                                ? ""
                                                : ", all its fills are worth "
                                                        + Phrases.usd(allUsd)));
        told.details().put("fills_usd", CanonicalJson.decimal(allUsd));
        if (worst != null) {
            put(told.details(), worst, members);
        }
        return told;
    }

    private static String held(OpenIncident incident, CascadeWindow worst) {
        return worst == null
                ? "was worth " + Phrases.usd(incident.valueUsd())
                : "held %s worth %s"
                        .formatted(
                                Phrases.count(worst.sum().count(), "liquidation"),
                                Phrases.usd(worst.sum().totalUsd()));
    }

    private static void put(
            Map<String, Object> details, CascadeWindow window, List<CascadeLiquidation> members) {
        StartSum sum = window.sum();
        boolean known = !members.isEmpty();
        details.put(
                "window_start",
                CanonicalJson.time(known ? members.get(0).startMs() : window.fromMs()));
        details.put("window_end", CanonicalJson.time(window.endMs()));
        details.put("liquidations", sum.count());
        details.put("total_usd", CanonicalJson.decimal(sum.totalUsd()));
        details.put("confirmed_liquidations", window.confirmed().count());
        details.put("confirmed_usd", CanonicalJson.decimal(window.confirmed().totalUsd()));
        details.put("lowest_price", CanonicalJson.decimal(sum.lowestPrice()));
        details.put("highest_price", CanonicalJson.decimal(sum.highestPrice()));
        details.put("price_impact_pct", CanonicalJson.percent(CascadeScore.of(sum).impactPct()));
        put(details, known ? SideTotals.of(members) : null);
    }

    /** Null where they are not known any more. */
    private static void put(Map<String, Object> details, SideTotals sides) {
        boolean known = sides != null;
        details.put("dominant_side", known ? sides.dominant() : null);
        details.put("long_liquidations", known ? sides.longs() : null);
        details.put("long_usd", known ? CanonicalJson.decimal(sides.longUsd()) : null);
        details.put("short_liquidations", known ? sides.shorts() : null);
        details.put("short_usd", known ? CanonicalJson.decimal(sides.shortUsd()) : null);
        details.put("unique_accounts", known ? sides.accounts() : null);
    }

    private Map<String, Object> details() {
        Map<String, Object> details = CanonicalJson.object();
        put(details, window, members());
        details.put("window_ms", rule.windowMs());
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
        if (sum.lowestPrice() == null) {
            return "";
        }
        String lowest = CanonicalJson.decimal(sum.lowestPrice());
        return sum.lowestPrice().compareTo(sum.highestPrice()) == 0
                ? " All at a price of %s.".formatted(lowest)
                : " Prices from %s to %s, %s apart."
                        .formatted(
                                lowest,
                                CanonicalJson.decimal(sum.highestPrice()),
                                Phrases.percent(CascadeScore.of(sum).impactPct()));
    }

    private static String worth(int count, BigDecimal usd) {
        return count == 0 ? "none" : "%d worth %s".formatted(count, Phrases.usd(usd));
    }

    private String inferred() {
        int count = window.sum().count() - window.confirmed().count();
        return count == 0 ? "" : " Only inferred from public trades: %d of them.".formatted(count);
    }

    private List<CascadeLiquidation> members() {
        if (members == null) {
            members = lookUp.get();
        }
        return members;
    }
}
