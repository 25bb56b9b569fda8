package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said of the liquidations of one account. */
final class CoordinatedText {

    private static final int COINS_NAMED = 5;

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
                        ? " and %d coins more".formatted(coins.size() - COINS_NAMED)
                        : "";
        String message =
                "Since %s, %d liquidations of %s worth %s began within %s (threshold: %d worth at least %s in %s). Coins: %s%s.%s"
                        .formatted(
                                CanonicalJson.time(window.startMs()),
                                count,
                                account,
                                Phrases.usd(window.totalUsd()),
                                Phrases.duration(window.endMs() - window.startMs()),
                                inForce.minLiquidations(),
                                Phrases.usd(inForce.thresholdUsd()),
                                Phrases.duration(inForce.windowMs()),
                                named,
                                more,
                                guesses == 0
                                        ? ""
                                        : " %d of them are inferred from public trades."
                                                .formatted(guesses));
        Map<String, Object> details = CanonicalJson.object();
        details.put("window_start", CanonicalJson.time(window.startMs()));
        details.put("window_end", CanonicalJson.time(window.endMs()));
        details.put("window_ms", inForce.windowMs());
        details.put("liquidations", count);
        details.put("inferred_liquidations", guesses);
        details.put("total_usd", CanonicalJson.decimal(window.totalUsd()));
        details.put("coins", coins.stream().limit(Evidence.KEPT).map(Map.Entry::getKey).toList());
        details.put("coin_count", coins.size());
        details.put("risk_score", CanonicalJson.decimal(risk));
        details.put("min_liquidations", inForce.minLiquidations());
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        return new AlertText(title, message, details);
    }

    /** The most valuable coin first, then by name. */
    private static List<Map.Entry<String, BigDecimal>> byCoin(List<AccountLiquidation> members) {
        Map<String, BigDecimal> values = new TreeMap<>();
        members.forEach(member -> values.merge(member.coin(), member.valueUsd(), BigDecimal::add));
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
