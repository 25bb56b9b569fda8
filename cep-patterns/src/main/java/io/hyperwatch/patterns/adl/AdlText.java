package io.hyperwatch.patterns.adl;

import io.hyperwatch.events.Fill;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;

import java.util.Locale;
import java.util.Map;

/** What is said of auto-deleveraging in a coin. */
final class AdlText {

    private AdlText() {}

    static EvidenceEvent evidence(Fill fill, Deleveraged deleveraged) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("account", deleveraged.account());
        shown.put("position_side", deleveraged.side().name().toLowerCase(Locale.ROOT));
        shown.put("liquidated_user", liquidatedUser(fill));
        shown.put("price", CanonicalJson.decimal(fill.price()));
        shown.put("size", CanonicalJson.decimal(fill.size()));
        return EvidenceEvent.of(fill.tradeIdentity(), fill.timeMs(), fill.valueUsd(), shown);
    }

    /**
     * @param incident with this fill
     * @param tally with this fill
     */
    static AlertText of(
            Fill fill,
            OpenIncident incident,
            AdlTally tally,
            AdlWindow window,
            AdlParameters inForce) {
        String within = Phrases.duration(inForce.windowMs());
        String title =
                "Auto-deleveraging in %s: %s within %s"
                        .formatted(fill.coin(), Phrases.usd(window.totalUsd()), within);
        String message =
                "Positions in %s are being closed by auto-deleveraging since %s: %s worth %s so far (longs %s, shorts %s) of %s, the last at %s USD. The worst %s of it: %s in %s (critical from %s)."
                        .formatted(
                                fill.coin(),
                                Phrases.time(incident.firstEventTimeMs()),
                                Phrases.count(incident.evidence().count(), "fill"),
                                Phrases.usd(incident.evidence().totalUsd()),
                                Phrases.usd(tally.longUsd()),
                                Phrases.usd(tally.shortUsd()),
                                accounts(tally),
                                CanonicalJson.decimal(fill.price()),
                                within,
                                Phrases.usd(window.totalUsd()),
                                Phrases.count(window.fills(), "fill"),
                                Phrases.usd(inForce.criticalUsd()));
        Map<String, Object> details = CanonicalJson.object();
        details.put("window_start", CanonicalJson.time(window.startMs()));
        details.put("window_end", CanonicalJson.time(window.endMs()));
        details.put("window_ms", inForce.windowMs());
        details.put("window_fills", window.fills());
        details.put("window_usd", CanonicalJson.decimal(window.totalUsd()));
        details.put("critical_usd", CanonicalJson.decimal(inForce.criticalUsd()));
        details.put("price", CanonicalJson.decimal(fill.price()));
        details.put("liquidated_user", liquidatedUser(fill));
        details.put(
                "liquidated_is_hlp",
                fill.liquidation() != null && fill.liquidation().liquidatedIsHlp());
        putSoFar(details, incident, tally);
        return new AlertText(title, message, details);
    }

    static AlertText resolution(OpenIncident incident, AdlTally tally) {
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no auto-deleveraging in %s any more"
                                .formatted(incident.subject().coin()),
                        "fill",
                        "In all %s were closed (longs %s, shorts %s) of %s."
                                .formatted(
                                        Phrases.usd(incident.evidence().totalUsd()),
                                        Phrases.usd(tally.longUsd()),
                                        Phrases.usd(tally.shortUsd()),
                                        accounts(tally)));
        putSoFar(told.details(), incident, tally);
        return told;
    }

    private static void putSoFar(
            Map<String, Object> details, OpenIncident incident, AdlTally tally) {
        details.put("fills", incident.evidence().count());
        details.put("total_usd", CanonicalJson.decimal(incident.evidence().totalUsd()));
        details.put("accounts", tally.accounts());
        details.put("long_usd", CanonicalJson.decimal(tally.longUsd()));
        details.put("short_usd", CanonicalJson.decimal(tally.shortUsd()));
    }

    /** Where only the account in default was seen, nobody knows whose position it was. */
    private static String accounts(AdlTally tally) {
        return tally.accounts() == 0
                ? "accounts that are not known"
                : "at least " + Phrases.count(tally.accounts(), "account");
    }

    private static String liquidatedUser(Fill fill) {
        return fill.liquidation() == null ? null : fill.liquidation().liquidatedUser();
    }
}
