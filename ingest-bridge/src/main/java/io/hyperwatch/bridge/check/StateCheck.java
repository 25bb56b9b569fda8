package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.check.FillChains.Chain;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Compares positions, as the streamed fills leave them, with {@code clearinghouseState} of REST. A
 * fill may be on its way while the question is, so only positions without a fill 5 s before the
 * question and 5 s after the answer are compared, and one must differ twice in a row in the same
 * way.
 */
final class StateCheck {

    static final Duration EVERY = Duration.ofMinutes(3);
    static final Duration ASK_AGAIN = Duration.ofSeconds(10);

    /** Fills reach us up to this long after their time. */
    static final Duration IN_FLIGHT = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Distance of the first questions; 25 fill three minutes. */
    private static final Duration SPREAD = Duration.ofSeconds(7);

    /**
     * @param dex empty for the main dex
     */
    private record Target(String user, String dex) {

        String stream() {
            return Subscription.ofUser("clearinghouseState", user, dexOrNull()).stream();
        }

        String dexOrNull() {
            return dex.isEmpty() ? null : dex;
        }
    }

    /** The questions about one account on one dex. */
    private static final class Turn {
        private long dueNanos;
        private boolean asking;
        private long askedMs;
        private Map<String, BigDecimal> answer;

        Turn(long dueNanos) {
            this.dueNanos = dueNanos;
        }
    }

    private final Checks.Rest rest;
    private final BridgeClock clock;
    private final Predicate<String> isWhole;
    private final FillChains chains;
    private final Findings findings;
    private final Map<Target, Turn> turns = new LinkedHashMap<>();
    private long dueNanos;

    StateCheck(
            Checks.Rest rest,
            BridgeClock clock,
            Predicate<String> isWhole,
            FillChains chains,
            Findings findings) {
        this.rest = rest;
        this.clock = clock;
        this.isWhole = isWhole;
        this.chains = chains;
        this.findings = findings;
        this.dueNanos = clock.nanos() + LOOK.toNanos();
    }

    long dueNanos() {
        return dueNanos;
    }

    void advance(long nowNanos) {
        if (nowNanos - dueNanos < 0) {
            return;
        }
        dueNanos = nowNanos + LOOK.toNanos();
        follow(nowNanos);
        for (Map.Entry<Target, Turn> entry : List.copyOf(turns.entrySet())) {
            Turn turn = entry.getValue();
            if (turn.asking || nowNanos - turn.dueNanos < 0) {
                continue;
            }
            if (turn.answer == null) {
                ask(entry.getKey(), turn, nowNanos);
            } else {
                Map<String, BigDecimal> answer = turn.answer;
                turn.answer = null;
                boolean doubtful = compare(entry.getKey(), turn, answer);
                turn.dueNanos = nowNanos + (doubtful ? ASK_AGAIN : EVERY).toNanos();
            }
        }
    }

    /** Whoever has a position that is followed gets a turn, on each dex he trades on. */
    private void follow(long nowNanos) {
        turns.keySet().removeIf(target -> !chains.users().contains(target.user()));
        for (String user : chains.users()) {
            for (String coin : chains.of(user).keySet()) {
                Target target = new Target(user, dexOf(coin));
                if (!turns.containsKey(target)) {
                    long delay = SPREAD.toNanos() * (turns.size() + 1) % EVERY.toNanos();
                    turns.put(target, new Turn(nowNanos + delay));
                }
            }
        }
    }

    private void ask(Target target, Turn turn, long nowNanos) {
        turn.asking = true;
        turn.askedMs = clock.epochMs();
        turn.dueNanos = nowNanos + EVERY.toNanos();
        rest.ask(
                InfoRequest.clearinghouseState(target.user(), target.dexOrNull()),
                answer -> answered(target, turn, answer));
    }

    private void answered(Target target, Turn turn, Input.Answer answer) {
        turn.asking = false;
        if (answer == null) {
            return;
        }
        try {
            turn.answer = positions(target.dex(), answer);
            turn.dueNanos = clock.nanos() + IN_FLIGHT.toNanos();
        } catch (MalformedFrameException e) {
            // Became a dead letter where it was turned into records; here it says nothing.
            turn.answer = null;
        }
    }

    private static Map<String, BigDecimal> positions(String dex, Input.Answer answer)
            throws MalformedFrameException {
        Fields state = Fields.of(WireJson.parse(answer.response()), "answer");
        Map<String, BigDecimal> positions = new HashMap<>();
        for (JsonNode node : state.array("assetPositions")) {
            Fields position = Fields.of(node, "assetPositions").object("position");
            positions.put(Listing.fullName(dex, position.text("coin")), position.decimal("szi"));
        }
        return positions;
    }

    /** Whether something differs for the first time. */
    private boolean compare(Target target, Turn turn, Map<String, BigDecimal> answer) {
        boolean whole = isWhole.test("userFills:" + target.user());
        boolean doubtful = false;
        Long missedFromMs = null;
        List<Runnable> found = new ArrayList<>();
        for (Map.Entry<String, Chain> entry : chains.of(target.user()).entrySet()) {
            String coin = entry.getKey();
            Chain chain = entry.getValue();
            if (!dexOf(coin).equals(target.dex()) || chain.position == null) {
                continue;
            }
            // Closed positions vanish from the list.
            BigDecimal expected = answer.getOrDefault(coin, BigDecimal.ZERO);
            boolean quiet = chain.heardMs < turn.askedMs - IN_FLIGHT.toMillis();
            if (!whole || !quiet || chain.position.compareTo(expected) == 0) {
                chain.doubt = null;
            } else if (chain.doubt == null || chain.doubt.compareTo(expected) != 0) {
                chain.doubt = expected;
                doubtful = true;
            } else {
                BigDecimal actual = chain.position;
                missedFromMs =
                        missedFromMs == null ? chain.lastMs : Math.min(missedFromMs, chain.lastMs);
                // The chain goes on from there; the next fill is not to be found missing again.
                chain.position = expected;
                chain.doubt = null;
                found.add(
                        () ->
                                findings.mismatch(
                                        target.stream(),
                                        expected,
                                        actual,
                                        coin + ": the fills leave another position"));
            }
        }
        // Whoever is told may ask back.
        found.forEach(Runnable::run);
        if (missedFromMs != null) {
            chains.missed(target.user(), missedFromMs);
        }
        return doubtful;
    }

    private static String dexOf(String coin) {
        int colon = coin.indexOf(':');
        return colon < 0 ? "" : coin.substring(0, colon);
    }
}
