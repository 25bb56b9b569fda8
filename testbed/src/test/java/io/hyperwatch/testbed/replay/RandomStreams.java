package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Signal;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.topics.Topic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes seldom: vaults that lose and recover, funding that is settled and paid, signals that
 * change, streams that fall silent and sockets that are lost with all their streams.
 */
final class RandomStreams {

    private static final int HISTORY = 12;
    private static final List<String> SILENT = List.of("allMids", "l2Book:BTC", "l2Book:ETH");
    private static final List<String> SOCKET =
            List.of(
                    "trades:BTC",
                    "trades:ETH",
                    "bbo:SOL",
                    "activeAssetCtx:BTC",
                    "l2Book:SOL",
                    "userFills:" + RandomWorld.account(1));
    private static final List<String> REASONS =
            List.of("disconnect", "stall", "silence", "refused", "start", "kafka");
    private static final List<String> CLOSED_BY =
            List.of(
                    CoverageEvent.REPLAY,
                    CoverageEvent.BACKFILL,
                    CoverageEvent.RESUMED,
                    CoverageEvent.ABANDONED);

    private final RandomWorld world;
    private final Map<String, List<VaultSnapshot.HistoryPoint>> pnls = new HashMap<>();

    RandomStreams(RandomWorld world) {
        this.world = world;
    }

    void begin() {
        for (int i = 0; i < 6; i++) {
            String vault = RandomWorld.account(70 + i);
            String parent = i == 2 ? RandomWorld.account(70) : null;
            world.script.every(4_000, 12_000, () -> vault(vault, parent));
        }
        for (String coin : RandomWorld.COINS) {
            world.script.every(5_000, 40_000, () -> signal(coin));
        }
        world.script.every(6_000, 20_000, this::settled);
        world.script.every(3_000, 9_000, this::paid);
        world.script.every(12_000, 45_000, this::silence);
        world.script.every(15_000, 50_000, this::socketLost);
        world.script.every(20_000, 60_000, this::mismatch);
    }

    /** A small one falls far, a large one only loses much. */
    private void vault(String vault, String parent) {
        BigDecimal base =
                BigDecimal.valueOf(vault.equals(RandomWorld.account(71)) ? 20_000_000 : 90_000_000);
        List<VaultSnapshot.HistoryPoint> known =
                pnls.computeIfAbsent(vault, key -> new ArrayList<>());
        long thousands = world.wild() ? -world.between(0, 2_600) : world.between(-100, 100);
        known.add(
                new VaultSnapshot.HistoryPoint(world.now(), BigDecimal.valueOf(thousands * 1_000)));
        if (known.size() > HISTORY || world.oneIn(20)) {
            known.remove(0);
        }
        List<VaultSnapshot.HistoryPoint> pnl = List.copyOf(known);
        List<VaultSnapshot.HistoryPoint> values =
                pnl.stream()
                        .map(
                                point ->
                                        new VaultSnapshot.HistoryPoint(
                                                point.timeMs(), point.value().add(base)))
                        .toList();
        boolean unknown = pnl.isEmpty() || world.oneIn(15);
        long time = world.eventTime();
        world.log.send(
                Topic.VAULTS,
                vault,
                time,
                new VaultSnapshot(
                        vault,
                        parent,
                        "Vault",
                        RandomWorld.account(60),
                        time,
                        unknown ? null : values.get(values.size() - 1).value(),
                        unknown ? null : pnl.get(pnl.size() - 1).value(),
                        unknown ? List.of() : values,
                        unknown ? List.of() : pnl,
                        List.of(),
                        false,
                        null));
    }

    private void signal(String coin) {
        int bias = world.between(0, 20);
        long time = world.eventTime();
        Signal signal =
                new Signal(
                        coin,
                        time,
                        world.oneOf(
                                List.of(
                                        Recommendation.LONG,
                                        Recommendation.NEUTRAL,
                                        Recommendation.SHORT)),
                        BigDecimal.valueOf(bias * 5L, 2),
                        BigDecimal.valueOf(100 - bias * 5L, 2),
                        BigDecimal.TEN,
                        BigDecimal.valueOf(world.between(60, 80), 2),
                        bias,
                        20 - bias,
                        3,
                        null);
        if (world.oneIn(10)) {
            world.log.foreign(Topic.SIGNALS, coin, time, signal);
        } else {
            world.log.send(Topic.SIGNALS, coin, time, signal);
        }
    }

    private void settled() {
        String coin = world.coin();
        long time = world.eventTime();
        world.log.send(
                Topic.FUNDING_RATES,
                coin,
                time,
                new FundingRate(coin, time, rate(), BigDecimal.ZERO, null));
    }

    private void paid() {
        String user = RandomWorld.account(world.random.nextInt(10));
        long time = world.eventTime();
        world.log.send(
                Topic.USER_FUNDINGS,
                user,
                time,
                new FundingPayment(
                        user,
                        world.coin(),
                        time,
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        rate(),
                        world.oneIn(10) ? 24 : null,
                        null,
                        null));
    }

    /** Extreme, on the edge, or nothing special. */
    private BigDecimal rate() {
        return BigDecimal.valueOf(world.wild() ? world.between(-150, 150) : 5, 4);
    }

    private void silence() {
        String stream = world.oneOf(SILENT);
        coverage(CoverageKind.STALE, stream, null, null, null, null, 1);
        if (!world.oneIn(6)) {
            world.script.in(
                    world.between(2_000, 40_000),
                    () -> coverage(CoverageKind.LIVE, stream, null, null, null, null, 1));
        }
    }

    /** All its streams have a gap; each comes back in its time, or not before the end. */
    private void socketLost() {
        String reason = world.oneOf(REASONS);
        long from = world.now() - world.between(0, 5_000);
        for (String stream : SOCKET) {
            if (world.oneIn(3)) {
                continue;
            }
            coverage(CoverageKind.GAP_OPENED, stream, from, null, reason, null, 1);
            if (world.oneIn(8)) {
                continue;
            }
            world.script.in(
                    world.between(1_000, 90_000),
                    () ->
                            coverage(
                                    CoverageKind.GAP_CLOSED,
                                    stream,
                                    from,
                                    world.now(),
                                    reason,
                                    world.oneOf(CLOSED_BY),
                                    2));
        }
    }

    private void mismatch() {
        String stream = "trades:" + world.coin();
        coverage(CoverageKind.MISMATCH, stream, null, null, "mismatch", null, 1);
    }

    private void coverage(
            CoverageKind kind,
            String stream,
            Long from,
            Long to,
            String reason,
            String closedBy,
            int revision) {
        world.log.send(
                Topic.COVERAGE,
                stream,
                world.now(),
                new CoverageEvent(
                        kind,
                        stream,
                        world.now(),
                        from,
                        to,
                        reason,
                        0,
                        closedBy,
                        null,
                        null,
                        null,
                        revision,
                        null));
    }
}
