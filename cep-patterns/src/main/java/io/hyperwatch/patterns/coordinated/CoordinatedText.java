package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.events.LiquidationGrade;
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
import java.util.stream.Stream;

/** What is said of the liquidations of one account. */
final class CoordinatedText {

    private static final int COINS_NAMED = 5;
    private static final String INFERRED = lower(LiquidationGrade.INFERRED_BURST);

    private CoordinatedText() {}

    static EvidenceEvent evidence(AccountLiquidation liquidation) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("coin", liquidation.coin());
        shown.put("position_side", lower(liquidation.positionSide()));
        shown.put("fills", liquidation.fills());
        shown.put("grade", lower(liquidation.grade()));
        return EvidenceEvent.of(
                liquidation.liquidationId(), liquidation.startMs(), liquidation.valueUsd(), shown);
    }

    static AlertText of(
            String account,
            LiquidationWindow window,
            CoordinatedParameters inForce,
            BigDecimal risk) {
        List<Map.Entry<String, BigDecimal>> coins = byCoin(window.members());
        int count = window.members().size();
        long guesses = window.members().stream().filter(AccountLiquidation::isGuess).count();
        String title =
                "Coordinated liquidation: %d liquidations of one account worth %s within %s"
                        .formatted(
                                count,
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
                "Since %s, %d liquidations of %s worth %s began %s (threshold: %d worth at least %s within %s). Coins: %s%s.%s"
                        .formatted(
                                Phrases.time(window.startMs()),
                                count,
                                account,
                                Phrases.usd(window.totalUsd()),
                                within(window.endMs() - window.startMs()),
                                inForce.minLiquidations(),
                                Phrases.usd(inForce.thresholdUsd()),
                                Phrases.duration(inForce.windowMs()),
                                named,
                                more,
                                guesses == 0
                                        ? ""
                                        : " Inferred from public trades: %d of them."
                                                .formatted(guesses));
        Map<String, Object> details = CanonicalJson.object();
        details.put("window_start", CanonicalJson.time(window.startMs()));
        details.put("window_end", CanonicalJson.time(window.endMs()));
        details.put("window_ms", inForce.windowMs());
        details.put("liquidations", count);
        details.put("inferred_liquidations", guesses);
        details.put("total_usd", CanonicalJson.decimal(window.totalUsd()));
        putCoins(details, coins);
        details.put("risk_score", CanonicalJson.decimal(risk));
        details.put("min_liquidations", inForce.minLiquidations());
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        return new AlertText(title, message, details);
    }

    /** With all its liquidations; the coins are those of the evidence that is kept. */
    static AlertText resolution(OpenIncident incident) {
        Evidence evidence = incident.evidence();
        boolean oneWindow = incident.valueUsd().compareTo(evidence.totalUsd()) == 0;
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no more coordinated liquidations of "
                                + incident.subject().userAddress(),
                        "liquidation",
                        oneWindow
                                ? "They were worth %s.".formatted(Phrases.usd(incident.valueUsd()))
                                : "The worst window was worth %s, all of them %s."
                                        .formatted(
                                                Phrases.usd(incident.valueUsd()),
                                                Phrases.usd(evidence.totalUsd())));
        Map<String, BigDecimal> coins = new TreeMap<>();
        long guesses = 0;
        for (EvidenceEvent event : events(evidence)) {
            Map<String, Object> shown = event.shown("coin", "grade");
            coins.merge((String) shown.get("coin"), event.valueUsd(), BigDecimal::add);
            guesses += INFERRED.equals(shown.get("grade")) ? 1 : 0;
        }
        told.details().put("liquidations", evidence.count());
        told.details().put("inferred_liquidations", guesses);
        told.details().put("total_usd", CanonicalJson.decimal(evidence.totalUsd()));
        putCoins(told.details(), byValue(coins));
        return told;
    }

    private static List<EvidenceEvent> events(Evidence evidence) {
        return Stream.concat(evidence.first().stream(), evidence.last().stream()).toList();
    }

    private static String within(long ms) {
        return ms == 0 ? "at once" : "within " + Phrases.duration(ms);
    }

    private static void putCoins(
            Map<String, Object> details, List<Map.Entry<String, BigDecimal>> coins) {
        details.put("coins", coins.stream().limit(Evidence.KEPT).map(Map.Entry::getKey).toList());
        details.put("coin_count", coins.size());
    }

    /** The most valuable coin first, then by name. */
    private static List<Map.Entry<String, BigDecimal>> byCoin(List<AccountLiquidation> members) {
        Map<String, BigDecimal> values = new TreeMap<>();
        members.forEach(member -> values.merge(member.coin(), member.valueUsd(), BigDecimal::add));
        return byValue(values);
    }

    private static List<Map.Entry<String, BigDecimal>> byValue(Map<String, BigDecimal> values) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
