package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Compares streamed mids with {@code allMids} of REST: those of {@code allMids} and, where asset
 * contexts are streamed, theirs. Prices move while a question is under way, so a difference counts
 * only where REST is outside of all that was streamed around its answer, and a second question
 * finds the same coin different again.
 */
final class MidCheck {

    static final Duration EVERY = Duration.ofMinutes(3);

    /** Before the question; three frames of {@code allMids}, one each 5 s. */
    static final Duration LISTENING = Duration.ofSeconds(15);

    /** After the answer: a frame of {@code allMids} that was made later than it. */
    static final Duration SETTLING = Duration.ofMillis(7_500);

    static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    static final BigDecimal TOLERANCE = new BigDecimal("0.005");

    private static final Duration ASKING = Duration.ofMinutes(1);
    private static final MathContext PERCENT = new MathContext(3);

    private enum Phase {
        IDLE,
        LISTENING,
        ASKING,
        SETTLING
    }

    /** What one stream said of one coin, and what REST says. */
    private static final class Band {
        private final String coin;
        private final String stream;
        private BigDecimal lowest;
        private BigDecimal highest;
        private BigDecimal newest;
        private BigDecimal rest;
        private BigDecimal atAnswer;

        Band(String coin, String stream) {
            this.coin = coin;
            this.stream = stream;
        }

        void add(BigDecimal mid) {
            lowest = lowest == null ? mid : lowest.min(mid);
            highest = highest == null ? mid : highest.max(mid);
            newest = mid;
        }

        void answered(BigDecimal mid) {
            rest = mid;
            atAnswer = newest;
        }

        /** Forgets all but the newest. */
        void again() {
            lowest = newest;
            highest = newest;
            rest = null;
            atAnswer = null;
        }

        BigDecimal difference() {
            return rest.subtract(atAnswer).abs().divide(rest, MathContext.DECIMAL64);
        }

        boolean differs() {
            return rest != null
                    && atAnswer != null
                    && (rest.compareTo(lowest) < 0 || rest.compareTo(highest) > 0)
                    && difference().compareTo(TOLERANCE) > 0;
        }
    }

    private final Checks.Rest rest;
    private final BridgeClock clock;
    private final Predicate<String> isWhole;
    private final Findings findings;
    private final Set<String> coins = new LinkedHashSet<>();
    private final Set<String> dexes = new LinkedHashSet<>();
    private final Map<String, Band> mids = new LinkedHashMap<>();
    private final Map<String, Band> contexts = new LinkedHashMap<>();
    private Phase phase = Phase.IDLE;
    private boolean again;
    private int asking;
    private long nextRoundNanos;
    private long dueNanos;

    MidCheck(Checks.Rest rest, BridgeClock clock, Predicate<String> isWhole, Findings findings) {
        this.rest = rest;
        this.clock = clock;
        this.isWhole = isWhole;
        this.findings = findings;
        this.nextRoundNanos = clock.nanos() + EVERY.toNanos() / 3;
        this.dueNanos = nextRoundNanos;
    }

    void plan(Collection<String> plannedCoins, Collection<String> plannedDexes) {
        coins.clear();
        coins.addAll(plannedCoins);
        dexes.clear();
        dexes.addAll(plannedDexes);
        mids.keySet().retainAll(coins);
        contexts.keySet().retainAll(coins);
    }

    /** A streamed price; only in the half minute of a comparison anything is done with it. */
    void observe(Price price) {
        if (phase == Phase.IDLE || price.midPrice() == null || !coins.contains(price.coin())) {
            return;
        }
        if (price.kind() == PriceKind.MID) {
            Subscription stream = Subscription.allMids(dexOf(price.coin()));
            add(mids, price, stream.stream());
        } else if (price.kind() == PriceKind.CONTEXT) {
            add(contexts, price, "activeAssetCtx:" + price.coin());
        }
    }

    private void add(Map<String, Band> bands, Price price, String stream) {
        Band band = bands.get(price.coin());
        if (band == null) {
            if (again) {
                // Was the same as REST the first time.
                return;
            }
            band = new Band(price.coin(), stream);
            bands.put(price.coin(), band);
        }
        band.add(price.midPrice());
    }

    long dueNanos() {
        return dueNanos;
    }

    void advance(long nowNanos) {
        if (nowNanos - dueNanos < 0) {
            return;
        }
        switch (phase) {
            case IDLE -> {
                phase = Phase.LISTENING;
                again = false;
                nextRoundNanos = nowNanos + EVERY.toNanos();
                dueNanos = nowNanos + LISTENING.toNanos();
            }
            case LISTENING -> ask(nowNanos);
            case ASKING -> dueNanos = nowNanos + ASKING.toNanos();
            default -> judge(nowNanos);
        }
    }

    private void ask(long nowNanos) {
        Set<String> asked = new HashSet<>();
        for (Band band : bands()) {
            asked.add(dexOf(band.coin));
        }
        if (asked.isEmpty()) {
            end();
            return;
        }
        phase = Phase.ASKING;
        dueNanos = nowNanos + ASKING.toNanos();
        asking = asked.size();
        for (String dex : asked) {
            rest.ask(InfoRequest.allMids(dex), answer -> answered(dex, answer));
        }
    }

    private void answered(String dex, Input.Answer answer) {
        if (answer != null) {
            try {
                read(dex, Fields.of(WireJson.parse(answer.response()), "answer"));
            } catch (MalformedFrameException e) {
                // Became a dead letter where it was turned into records; here it says nothing.
            }
        }
        asking--;
        if (asking == 0) {
            phase = Phase.SETTLING;
            dueNanos = clock.nanos() + SETTLING.toNanos();
        }
    }

    private void read(String dex, Fields answer) {
        for (Band band : bands()) {
            if (!Objects.equals(dex, dexOf(band.coin)) || !answer.has(band.coin)) {
                continue;
            }
            try {
                band.answered(isWhole.test(band.stream) ? answer.positive(band.coin) : null);
            } catch (MalformedFrameException e) {
                band.answered(null);
            }
        }
    }

    private void judge(long nowNanos) {
        Predicate<Band> fine = band -> !isWhole.test(band.stream) || !band.differs();
        mids.values().removeIf(fine);
        contexts.values().removeIf(fine);
        if (!again && !bands().isEmpty()) {
            again = true;
            bands().forEach(Band::again);
            phase = Phase.LISTENING;
            dueNanos = nowNanos + ASK_AGAIN.toNanos();
            return;
        }
        List<Band> different = bands();
        end();
        report(different);
    }

    private void end() {
        phase = Phase.IDLE;
        mids.clear();
        contexts.clear();
        dueNanos = nextRoundNanos;
    }

    /** One event a stream: the coin that is farthest off stands for the others. */
    private void report(List<Band> different) {
        Map<String, List<Band>> byStream = new LinkedHashMap<>();
        for (Band band : different) {
            byStream.computeIfAbsent(band.stream, s -> new ArrayList<>()).add(band);
        }
        byStream.forEach(
                (stream, bands) -> {
                    Band worst = bands.get(0);
                    for (Band band : bands) {
                        worst = band.difference().compareTo(worst.difference()) > 0 ? band : worst;
                    }
                    String others = bands.size() == 1 ? "" : " and " + (bands.size() - 1) + " more";
                    findings.mismatch(
                            stream,
                            worst.rest,
                            worst.atAnswer,
                            "mid of %s is %s %% off%s"
                                    .formatted(
                                            worst.coin,
                                            worst.difference()
                                                    .movePointRight(2)
                                                    .round(PERCENT)
                                                    .toPlainString(),
                                            others));
                });
    }

    private List<Band> bands() {
        List<Band> bands = new ArrayList<>(mids.values());
        bands.addAll(contexts.values());
        return bands;
    }

    /** Null for the main dex. */
    private String dexOf(String coin) {
        int colon = coin.indexOf(':');
        String dex = colon < 0 ? null : coin.substring(0, colon);
        return dexes.contains(dex) ? dex : null;
    }
}
