package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.position.Positions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random facts of one account: positions of two coins worth exactly the threshold, transfers of
 * exactly a tenth, liquidations of what is there and of what is not, repeats, late ones.
 */
final class RandomFacts {

    /** In ETH at 2,000 USD: 10M is exactly large. */
    private static final String[] SIZES = {"100", "4999.99", "5000", "5000", "6000", "200000"};

    private static final String[] AMOUNTS = {
        "1000000", "4000000", "4999999.99", "5000000", "5000000.01", "10000000", "10000000"
    };
    private static final String[] VALUES = {"50000000", "100000000", "100000000", "1000"};
    private static final String[] COINS = {"ETH", "ETH", "BTC"};

    private final Random random;
    private final RandomLog log;
    private final String account;
    private final Map<String, String> sizes = new HashMap<>();
    private final List<Step<AccountFact>> written = new ArrayList<>();
    private int number;
    private int liquidations;

    RandomFacts(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
        this.account = account(seed);
    }

    static String account(long seed) {
        return "0x%040x".formatted(seed + 1);
    }

    /** In the order of a log. */
    List<Step<AccountFact>> steps(int count) {
        boolean calm = random.nextInt(3) > 0;
        while (written.size() < count) {
            if (random.nextInt(3) > 0) {
                log.pass();
            }
            long timeMs = calm || random.nextInt(4) > 0 ? log.receivedAtMs() : log.eventTimeMs();
            int what = random.nextInt(24);
            if (what == 0) {
                written.add(log.tick());
            } else if (what == 1 && !written.isEmpty()) {
                AccountFact again = written.get(random.nextInt(written.size())).input();
                write(again == null ? value(timeMs) : again);
            } else {
                write(what < 9 ? position(timeMs) : next(what, timeMs));
            }
        }
        written.add(log.end());
        return written;
    }

    /**
     * As the host judges them: ten seconds later in the order of their event times. A fact that
     * waits already is not written twice.
     */
    static List<Step<AccountFact>> released(List<Step<AccountFact>> log) {
        record Place(long releaseMs, long timeMs, String order) {}
        Map<Place, AccountFact> waiting = new HashMap<>();
        List<Place> places = new ArrayList<>();
        for (Step<AccountFact> step : log) {
            if (step.input() != null) {
                long timeMs = step.input().timeMs();
                long releaseMs = Math.max(timeMs + HoldQueue.HOLD_MS, step.logTimeMs());
                Place place = new Place(releaseMs, timeMs, step.input().order());
                if (waiting.put(place, step.input()) == null) {
                    places.add(place);
                }
            }
        }
        places.sort(
                Comparator.comparingLong(Place::releaseMs)
                        .thenComparingLong(Place::timeMs)
                        .thenComparing(Place::order));
        List<Step<AccountFact>> steps = new ArrayList<>();
        places.forEach(place -> steps.add(new Step<>(place.releaseMs(), waiting.get(place))));
        steps.add(new Step<>(log.get(log.size() - 1).logTimeMs(), null));
        return steps;
    }

    private AccountFact next(int what, long timeMs) {
        if (what < 15) {
            String type = random.nextInt(4) == 0 ? "deposit" : "withdraw";
            return AccountFact.of(
                    Records.ledger(
                            account,
                            timeMs,
                            "0x" + number++,
                            type,
                            AMOUNTS[random.nextInt(AMOUNTS.length)],
                            log.provenance()));
        }
        if (what < 18) {
            return value(timeMs);
        }
        boolean goesOn = liquidations > 0 && random.nextInt(3) == 0;
        if (!goesOn && liquidations < 14) {
            liquidations++;
        }
        boolean weak = random.nextInt(20) == 0;
        return AccountFact.of(
                Records.liquidation(
                        account,
                        COINS[random.nextInt(COINS.length)],
                        "L" + liquidations,
                        timeMs,
                        number++,
                        weak ? LiquidationGrade.INFERRED_BURST : LiquidationGrade.CONFIRMED_FILL,
                        random.nextInt(20) > 0,
                        log.provenance()));
    }

    private AccountFact value(long timeMs) {
        return AccountFact.of(
                Records.state(
                        account,
                        timeMs,
                        random.nextInt(6) == 0 ? "xyz" : "",
                        VALUES[random.nextInt(VALUES.length)],
                        log.provenance()));
    }

    private AccountFact position(long timeMs) {
        String coin = COINS[random.nextInt(COINS.length)];
        String before = sizes.getOrDefault(coin, "0");
        boolean closes = !before.equals("0") && random.nextInt(4) == 0;
        String size = SIZES[random.nextInt(SIZES.length)];
        String after = closes ? "0" : random.nextInt(6) == 0 ? "-" + size : size;
        if (new BigDecimal(after).compareTo(new BigDecimal(before)) == 0) {
            after = "7000";
        }
        sizes.put(coin, after);
        PositionEvent event =
                Positions.event(
                        "E" + number++,
                        account,
                        coin,
                        timeMs,
                        before,
                        after,
                        "2000",
                        true,
                        log.provenance());
        return AccountFact.of(event);
    }

    private void write(AccountFact fact) {
        if (fact != null) {
            written.add(
                    log.record(
                            fact.timeMs(),
                            Math.max(fact.receivedAtMs(), log.receivedAtMs()),
                            fact));
        }
    }
}
