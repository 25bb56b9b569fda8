package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Accounts that open, grow and close positions, some within seconds; some withdraw what their
 * position stands on and are liquidated.
 */
final class RandomAccounts {

    private static final List<String> ENTRIES =
            List.of("withdraw", "deposit", "accountClassTransfer", "vaultDeposit", "rewardsClaim");

    private final RandomWorld world;
    private final RandomLiquidations liquidations;
    private final Map<String, BigDecimal> positions = new HashMap<>();
    private long events;

    RandomAccounts(RandomWorld world, RandomLiquidations liquidations) {
        this.world = world;
        this.liquidations = liquidations;
    }

    void begin() {
        world.script.every(400, 2_500, this::anything);
        world.script.every(8_000, 20_000, this::unwind);
        world.script.every(12_000, 30_000, this::story);
        world.script.every(4_000, 9_000, this::entry);
        world.script.every(2_000, 6_000, () -> state(person(30, 20), value()));
    }

    private void anything() {
        String account = person(0, 12);
        int units = world.oneIn(5) ? 0 : world.between(-20, 20) * 1_000;
        position(account, world.coin(), BigDecimal.valueOf(units), world.eventTime());
    }

    /** Opened, increased, closed or flipped. */
    private void unwind() {
        String account = person(30, 6);
        String coin = world.coin();
        int steps = world.between(2, 5);
        long delay = 0;
        for (int i = 0; i <= steps; i++) {
            boolean ends = i == steps;
            int units = ends ? (world.oneIn(2) ? 0 : -3_000) : 4_000 * (i + 1);
            world.script.in(
                    delay,
                    () ->
                            position(
                                    account,
                                    coin,
                                    BigDecimal.valueOf(units),
                                    world.oneIn(12) ? world.eventTime() : world.now()));
            delay += world.between(200, 6_000);
        }
    }

    /** Opened, withdrew, liquidated; topics and times overlap. */
    private void story() {
        String account = person(40, 8);
        String coin = world.coin();
        long delay = 0;
        state(account, value());
        position(account, coin, BigDecimal.valueOf(world.between(90, 150) * 1_000), world.now());
        for (int i = world.between(1, 3); i > 0; i--) {
            delay += world.between(100, 4_000);
            world.script.in(delay, () -> ledger(account, "withdraw", world.between(100, 900)));
        }
        delay += world.between(0, 8_000);
        int usd = world.between(500, 4_000) * 1_000;
        world.script.in(delay, () -> liquidations.run(account, coin, usd, world.between(1, 4)));
        world.script.in(delay + 5_000, () -> position(account, coin, BigDecimal.ZERO, world.now()));
    }

    private void position(String account, String coin, BigDecimal after, long time) {
        BigDecimal before =
                world.oneIn(40)
                        ? BigDecimal.ONE
                        : positions.getOrDefault(account + coin, BigDecimal.ZERO);
        positions.put(account + coin, after);
        if (before.compareTo(after) == 0) {
            return;
        }
        PositionEvent event =
                new PositionEvent(
                        "event-" + ++events,
                        account,
                        coin,
                        type(before, after),
                        time,
                        before,
                        after,
                        after.subtract(before),
                        RandomWorld.decimal(100),
                        world.oneIn(3) ? null : BigDecimal.valueOf(3_000_000),
                        !world.oneIn(4),
                        null);
        if (world.oneIn(10)) {
            world.log.foreign(Topic.POSITION_EVENTS, account, time, event);
        } else {
            world.log.send(Topic.POSITION_EVENTS, account, time, event);
        }
    }

    private static PositionEventType type(BigDecimal before, BigDecimal after) {
        if (before.signum() == 0) {
            return PositionEventType.POSITION_OPENED;
        } else if (after.signum() == 0) {
            return PositionEventType.POSITION_CLOSED;
        } else if (after.signum() != before.signum()) {
            return PositionEventType.POSITION_FLIPPED;
        }
        return after.abs().compareTo(before.abs()) > 0
                ? PositionEventType.POSITION_INCREASED
                : PositionEventType.POSITION_DECREASED;
    }

    private void entry() {
        ledger(person(40, 8), world.oneOf(ENTRIES), world.between(1, 600));
    }

    private void ledger(String account, String type, int thousands) {
        long time = world.eventTime();
        world.log.send(
                Topic.LEDGER,
                account,
                time,
                new LedgerEntry(
                        account,
                        time,
                        RandomWorld.hash(world.tid()),
                        type,
                        BigDecimal.valueOf(thousands * 1_000L),
                        null,
                        null,
                        null,
                        BigDecimal.ONE,
                        null,
                        null,
                        RandomWorld.account(70),
                        world.oneIn(2),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private void state(String account, BigDecimal value) {
        long time = world.eventTime();
        AccountStateKind kind = world.oneIn(6) ? AccountStateKind.SPOT : AccountStateKind.PERP;
        world.log.send(
                Topic.ACCOUNT_STATES,
                account,
                time,
                new AccountState(
                        kind,
                        account,
                        world.oneIn(6) ? "xyz" : "",
                        time,
                        value,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        null));
    }

    private BigDecimal value() {
        return BigDecimal.valueOf(world.between(2, 6) * 1_000_000L);
    }

    private String person(int from, int of) {
        return RandomWorld.account(from + world.random.nextInt(of));
    }
}
