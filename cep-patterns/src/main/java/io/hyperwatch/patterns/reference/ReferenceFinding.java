package io.hyperwatch.patterns.reference;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.mid.Mid;
import io.hyperwatch.patterns.mid.PriceGap;
import io.hyperwatch.patterns.rules.InForce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A record at which the mid was too far from the outside prices: how loud that is and how it is
 * told.
 *
 * @param price the judged record
 * @param late received 1 to 10 minutes after its event time
 * @param asOfMs the moment the comparison is about
 * @param mid the mid
 * @param gap between the mid and the median of the fresh outside prices
 * @param outside all outside prices known, fresh or not
 * @param rule it was judged by
 */
record ReferenceFinding(
        Price price,
        boolean late,
        long asOfMs,
        Mid mid,
        PriceGap gap,
        OutsidePrices outside,
        InForce<ReferenceDeviationParameters> rule) {

    ReferenceDeviationParameters parameters() {
        return rule.parameters();
    }

    Severity severity() {
        if (gap.isAbove(parameters().criticalPct())) {
            return Severity.CRITICAL;
        }
        return gap.isAbove(parameters().highPct()) ? Severity.HIGH : Severity.INFO;
    }

    EvidenceEvent evidence() {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("kind", price.kind().name().toLowerCase(Locale.ROOT));
        shown.put("venue", price.venue());
        shown.put("mid_source", mid.source());
        shown.put("mid", CanonicalJson.decimal(mid.price()));
        shown.put("reference_price", CanonicalJson.decimal(gap.base()));
        shown.put("deviation_pct", CanonicalJson.percent(gap.percent()));
        return EvidenceEvent.of(price.identity(), price.timeMs(), null, shown);
    }

    AlertText text(long openedAtMs) {
        String coin = price.coin();
        String percent =
                Phrases.percent(
                        gap.percent(),
                        parameters().infoPct(),
                        parameters().highPct(),
                        parameters().criticalPct());
        String title =
                "%s mid price %s %s outside spot prices".formatted(coin, percent, gap.direction());
        String message =
                "The mid price of %s is %s, %s %s %s, the median of %d outside spot prices (threshold %s, high above %s, critical above %s), since %s. Outside: %s. The mid comes from %s."
                        .formatted(
                                coin,
                                CanonicalJson.decimal(mid.price()),
                                percent,
                                gap.direction(),
                                CanonicalJson.decimal(gap.base()),
                                fresh().size(),
                                Phrases.limit(parameters().infoPct()),
                                Phrases.limit(parameters().highPct()),
                                Phrases.limit(parameters().criticalPct()),
                                Phrases.time(openedAtMs),
                                fresh().stream()
                                        .map(this::phrase)
                                        .collect(Collectors.joining(", ")),
                                mid.source());
        return new AlertText(title, message, details());
    }

    private List<VenuePrice> fresh() {
        return outside.fresh(asOfMs, parameters().maxReferenceAgeMs());
    }

    private String phrase(VenuePrice venue) {
        return "%s %s (%s old)"
                .formatted(
                        venue.venue(),
                        CanonicalJson.decimal(venue.price()),
                        Phrases.duration(ageMs(venue)));
    }

    private Map<String, Object> details() {
        Map<String, Object> details = CanonicalJson.object();
        details.put("mid", CanonicalJson.decimal(mid.price()));
        details.put("mid_source", mid.source());
        details.put("reference_price", CanonicalJson.decimal(gap.base()));
        details.put("deviation_pct", CanonicalJson.percent(gap.percent()));
        details.put("direction", gap.direction());
        details.put("venues", venues());
        details.put("venue_count", fresh().size());
        details.put("min_venues", parameters().minVenues());
        details.put("max_reference_age_ms", parameters().maxReferenceAgeMs());
        details.put("threshold_pct", CanonicalJson.percent(parameters().infoPct()));
        details.put("high_pct", CanonicalJson.percent(parameters().highPct()));
        details.put("critical_pct", CanonicalJson.percent(parameters().criticalPct()));
        details.put("rearm_pct", CanonicalJson.percent(parameters().rearmPct()));
        return details;
    }

    /** Those too old to count are named too: the reader should know who is silent. */
    private List<Map<String, Object>> venues() {
        List<VenuePrice> fresh = fresh();
        List<Map<String, Object>> venues = new ArrayList<>();
        for (VenuePrice venue : outside.venues()) {
            Map<String, Object> shown = CanonicalJson.object();
            shown.put("venue", venue.venue());
            shown.put("price", CanonicalJson.decimal(venue.price()));
            shown.put("received_at", CanonicalJson.time(venue.timeMs()));
            shown.put("age_ms", ageMs(venue));
            shown.put("counted", fresh.contains(venue));
            venues.add(shown);
        }
        return venues;
    }

    private long ageMs(VenuePrice venue) {
        return asOfMs - venue.timeMs();
    }
}
