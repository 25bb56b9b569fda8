package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random position events of one account in one coin: many worth exactly a million, many ends
 * exactly as late as is allowed, some lost, some repeated.
 */
final class RandomPositions {

    static final String COIN = "BTC";

    private static final String[] SIZES = {"1", "5", "9.9999", "10", "10", "10.0001", "12", "20"};
    private static final String[] PRICES = {"100000", "100000", "100000", "99999.9", "100000.1"};
    private static final long[] WINDOWS_MS = {600_000, 120_000};

    private final Random random;
    private final RandomLog log;
    private final String address;
    private final List<PositionEvent> sent = new ArrayList<>();
    private String size = "0";
    private long openedMs;
    private int number;

    RandomPositions(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
        this.address = address(seed);
    }

    static String address(long seed) {
        return "0x%040x".formatted(seed + 1);
    }

    List<Step<PositionEvent>> steps(int count) {
        List<Step<PositionEvent>> steps = new ArrayList<>();
        boolean calm = random.nextInt(3) > 0;
        while (steps.size() < count) {
            if (random.nextInt(3) > 0) {
                log.pass();
            }
            int what = random.nextInt(40);
            if (what < 3) {
                steps.add(log.tick());
            } else if (what < 6 && !sent.isEmpty()) {
                int back = 1 + random.nextInt(Math.min(6, sent.size()));
                PositionEvent again = sent.get(sent.size() - back);
                steps.add(log.record(again.timeMs(), log.receivedAtMs(), again));
            } else {
                PositionEvent event = next(calm);
                if (what < 38) {
                    sent.add(event);
                    steps.add(log.record(event.timeMs(), log.receivedAtMs(), event));
                }
            }
        }
        steps.add(log.end());
        return steps;
    }

    private PositionEvent next(boolean calm) {
        long timeMs = calm || random.nextInt(4) > 0 ? log.receivedAtMs() : log.eventTimeMs();
        String after = after();
        boolean ends = !size.equals("0") && isEnd(after);
        long deadlineMs = openedMs + WINDOWS_MS[random.nextInt(2)] + random.nextInt(2);
        if (ends && Math.abs(deadlineMs - timeMs) < 40_000) {
            timeMs = deadlineMs;
        }
        PositionEvent event =
                Positions.event(
                        "E" + number++,
                        address,
                        COIN,
                        timeMs,
                        size,
                        after,
                        PRICES[random.nextInt(PRICES.length)],
                        random.nextInt(10) > 0,
                        log.provenance());
        if (size.equals("0") || ends) {
            openedMs = timeMs;
        }
        size = after;
        return event;
    }

    private boolean isEnd(String after) {
        return new BigDecimal(after).signum() != new BigDecimal(size).signum();
    }

    private String after() {
        BigDecimal now = new BigDecimal(size);
        BigDecimal step = new BigDecimal(SIZES[random.nextInt(SIZES.length)]);
        BigDecimal side = BigDecimal.valueOf(now.signum());
        if (now.signum() == 0) {
            return step.multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)).toPlainString();
        }
        int what = random.nextInt(10);
        if (what < 5) {
            return now.add(step.multiply(side)).toPlainString();
        }
        if (what < 7 && now.abs().compareTo(step) > 0) {
            return now.subtract(step.multiply(side)).toPlainString();
        }
        return what < 9 ? "0" : step.multiply(side).negate().toPlainString();
    }
}
