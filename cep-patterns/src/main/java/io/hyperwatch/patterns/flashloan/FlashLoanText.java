package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said of liquidations that come together. */
final class FlashLoanText {

    private static final int COINS_NAMED = 5;

    private FlashLoanText() {}

    static EvidenceEvent evidence(LiquidationFill fill) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("coin", fill.coin());
        shown.put("liquidation_id", fill.liquidationId());
        shown.put("liquidated_user", fill.liquidatedUser());
        shown.put("position_side", fill.positionSide().name().toLowerCase(Locale.ROOT));
        shown.put("price", CanonicalJson.decimal(fill.price()));
        shown.put("size", CanonicalJson.decimal(fill.size()));
        return EvidenceEvent.of(fill.identity(), fill.timeMs(), fill.valueUsd(), shown);
    }

    /**
     * @param members the liquidations of the window
     */
    static AlertText of(
            Window window,
            List<CountedLiquidation> members,
            FlashLoanParameters inForce,
            BigDecimal risk) {
        List<Map.Entry<String, BigDecimal>> coins = byCoin(members);
        String title =
                "Flash-loan pattern: %s worth %s within %s"
                        .formatted(
                                Phrases.count(window.count(), "liquidation"),
                                Phrases.usd(window.totalUsd()),
                                Phrases.duration(inForce.windowMs()));
        String named =
                coins.stream()
                        .limit(COINS_NAMED)
                        .map(coin -> coin.getKey() + " " + Phrases.usd(coin.getValue()))
                        .collect(Collectors.joining(", "));
        String more =
                coins.size() > COINS_NAMED
                        ? " and " + Phrases.count(coins.size() - COINS_NAMED, "more coin")
                        : "";
        String message =
                "Since %s, %s worth %s began within %s (threshold: %d worth more than %s). The largest is worth %s. Coins: %s%s."
                        .formatted(
                                Phrases.time(window.startMs()),
                                Phrases.count(window.count(), "liquidation"),
                                Phrases.usd(window.totalUsd()),
                                Phrases.duration(inForce.windowMs()),
                                inForce.minLiquidations(),
                                Phrases.usd(inForce.thresholdUsd()),
                                Phrases.usd(window.largestUsd()),
                                named,
                                more);
        Map<String, Object> details = CanonicalJson.object();
        put(details, window, coins);
        details.put("window_ms", inForce.windowMs());
        details.put("risk_score", CanonicalJson.decimal(risk));
        details.put("min_liquidations", inForce.minLiquidations());
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        return new AlertText(title, message, details);
    }

    /**
     * The figures of a resolve are those of the largest window, not of the one that opened it.
     *
     * @param worst the largest window, null where an older version has not kept it
     * @param members its liquidations, as far as they are still remembered
     */
    static AlertText resolution(
            OpenIncident incident, Window worst, List<CountedLiquidation> members) {
        BigDecimal allUsd = incident.evidence().totalUsd();
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no flash-loan pattern any more",
                        "liquidation fill",
                        "Its worst window %s%s."
                                .formatted(
                                        held(incident, worst),
                                        allUsd.compareTo(incident.valueUsd()) == 0
                                                ? ""
                                                : ", all its fills are worth "
                                                        + Phrases.usd(allUsd)));
        if (worst != null) {
            put(told.details(), worst, byCoin(members));
        }
        told.details().put("fills_usd", CanonicalJson.decimal(allUsd));
        return told;
    }

    private static String held(OpenIncident incident, Window worst) {
        return worst == null
                ? "was worth " + Phrases.usd(incident.valueUsd())
                : "held %s worth %s"
                        .formatted(
                                Phrases.count(worst.count(), "liquidation"),
                                Phrases.usd(worst.totalUsd()));
    }

    private static void put(
            Map<String, Object> details, Window window, List<Map.Entry<String, BigDecimal>> coins) {
        details.put("window_start", CanonicalJson.time(window.startMs()));
        details.put("liquidations", window.count());
        details.put("total_usd", CanonicalJson.decimal(window.totalUsd()));
        details.put("largest_liquidation_usd", CanonicalJson.decimal(window.largestUsd()));
        details.put("coins", coins.stream().limit(Evidence.KEPT).map(Map.Entry::getKey).toList());
        details.put("coin_count", coins.size());
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
