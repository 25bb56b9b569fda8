package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** A pulled wall as an alert tells it. */
record WallFinding(VanishedWall vanished, WallPullParameters inForce) {

    private static final int DIGITS = 6;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * The level in the first book, in the one its size is from, the trades, and the level in the
     * book it is gone from. Only the last has a value, so that the sum is what was pulled.
     */
    Evidence evidence() {
        Wall wall = wall();
        Evidence events =
                Evidence.NONE.plus(
                        level(wall.firstIdentity(), wall.firstMs(), wall.firstSize(), null));
        if (!wall.anchorIdentity().equals(wall.firstIdentity())) {
            events = events.plus(level(wall.anchorIdentity(), wall.anchorMs(), wall.size(), null));
        }
        for (KeptTrade trade : vanished.trades()) {
            events = events.plus(trade(trade));
        }
        return events.plus(gone());
    }

    EvidenceEvent gone() {
        WallSignal.End end = end();
        return level(end.identity(), end.timeMs(), end.remainingSize(), wall().usd());
    }

    AlertText text() {
        return new AlertText(title(), message(), details());
    }

    private String title() {
        return "%s: %s wall of %s at %s pulled"
                .formatted(
                        vanished.coin(),
                        wall().bid() ? "buy" : "sell",
                        Phrases.usd(wall().usd()),
                        CanonicalJson.decimal(wall().price()));
    }

    private String message() {
        Wall wall = wall();
        String stood =
                "Since %s %s %s stood at %s in %s for %s: %s, %s times the median level of its side, %s from the mid (thresholds: %s, %s times, %s, %s, %s)."
                        .formatted(
                                Phrases.time(wall.firstMs()),
                                Phrases.number(wall.size()),
                                vanished.coin(),
                                CanonicalJson.decimal(wall.price()),
                                Phrases.count(wall.books(), "successive book"),
                                Phrases.duration(wall.standingMs()),
                                Phrases.usd(wall.usd()),
                                timesMedian().setScale(1, RoundingMode.DOWN).toPlainString(),
                                Phrases.percent(distancePct(), inForce.maxDistancePct()),
                                Phrases.usd(inForce.minWallUsd()),
                                CanonicalJson.decimal(inForce.minTimesMedian()),
                                Phrases.limit(inForce.maxDistancePct()),
                                Phrases.count(inForce.minBooks(), "book"),
                                Phrases.duration(inForce.minStandingMs()));
        String gone =
                "At %s %s of it was left, though prices %s to %s were shown; %s of it had traded (threshold %s)."
                        .formatted(
                                Phrases.time(end().timeMs()),
                                end().remainingSize().signum() == 0
                                        ? "nothing"
                                        : Phrases.number(end().remainingSize()),
                                wall.bid() ? "down" : "up",
                                CanonicalJson.decimal(end().worstPrice()),
                                Phrases.percent(tradedPct(), inForce.maxTradedPct()),
                                Phrases.limit(inForce.maxTradedPct()));
        return end().movedToPrice() == null
                ? stood + " " + gone
                : "%s %s In the same book a wall of about its size is new at %s."
                        .formatted(stood, gone, CanonicalJson.decimal(end().movedToPrice()));
    }

    private Map<String, Object> details() {
        Wall wall = wall();
        Map<String, Object> details = CanonicalJson.object();
        details.put("side", wall.sideName());
        details.put("price", CanonicalJson.decimal(wall.price()));
        details.put("size", CanonicalJson.decimal(wall.size()));
        details.put("value_usd", CanonicalJson.decimal(wall.usd()));
        details.put("orders", wall.orders());
        details.put("median_usd", CanonicalJson.decimal(wall.medianUsd()));
        details.put("times_median", CanonicalJson.decimal(timesMedian()));
        details.put("mid_price", CanonicalJson.decimal(wall.mid()));
        details.put("distance_pct", CanonicalJson.percent(distancePct()));
        details.put("first_seen_at", CanonicalJson.time(wall.firstMs()));
        details.put("books", wall.books());
        details.put("standing_ms", wall.standingMs());
        details.put("size_seen_at", CanonicalJson.time(wall.anchorMs()));
        details.put("gone_at", CanonicalJson.time(end().timeMs()));
        details.put("remaining_size", CanonicalJson.decimal(end().remainingSize()));
        details.put("worst_price_shown", CanonicalJson.decimal(end().worstPrice()));
        details.put("moved_to_price", CanonicalJson.decimal(end().movedToPrice()));
        details.put("traded_size", CanonicalJson.decimal(vanished.tradedSize()));
        details.put("traded_pct", CanonicalJson.percent(tradedPct()));
        details.put("trades", vanished.tradeCount());
        details.put("risk_score", CanonicalJson.decimal(WallPullRisk.score(1)));
        details.put("min_wall_usd", CanonicalJson.decimal(inForce.minWallUsd()));
        details.put("min_times_median", CanonicalJson.decimal(inForce.minTimesMedian()));
        details.put("max_distance_pct", CanonicalJson.percent(inForce.maxDistancePct()));
        details.put("min_books", inForce.minBooks());
        details.put("min_standing_ms", inForce.minStandingMs());
        details.put("max_traded_pct", CanonicalJson.percent(inForce.maxTradedPct()));
        details.put("max_remaining_pct", CanonicalJson.percent(inForce.maxRemainingPct()));
        return details;
    }

    private EvidenceEvent level(
            String bookIdentity, long timeMs, BigDecimal size, BigDecimal valueUsd) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("side", wall().sideName());
        shown.put("price", CanonicalJson.decimal(wall().price()));
        shown.put("size", CanonicalJson.decimal(size));
        return EvidenceEvent.of(wall().identity(bookIdentity), timeMs, valueUsd, shown);
    }

    private EvidenceEvent trade(KeptTrade trade) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("taker_side", trade.side().name());
        shown.put("price", CanonicalJson.decimal(trade.price()));
        shown.put("size", CanonicalJson.decimal(trade.size()));
        String identity = "%s|%d|%d".formatted(vanished.coin(), trade.timeMs(), trade.tid());
        return EvidenceEvent.of(identity, trade.timeMs(), null, shown);
    }

    private BigDecimal timesMedian() {
        return wall().usd().divide(wall().medianUsd(), DIGITS, RoundingMode.HALF_EVEN);
    }

    private BigDecimal distancePct() {
        return wall().price()
                .subtract(wall().mid())
                .abs()
                .multiply(HUNDRED)
                .divide(wall().mid(), DIGITS, RoundingMode.HALF_EVEN);
    }

    private BigDecimal tradedPct() {
        return vanished.tradedSize()
                .multiply(HUNDRED)
                .divide(wall().size(), DIGITS, RoundingMode.HALF_EVEN);
    }

    private Wall wall() {
        return vanished.signal().wall();
    }

    private WallSignal.End end() {
        return vanished.signal().end();
    }
}
