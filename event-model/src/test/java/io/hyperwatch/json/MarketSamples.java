package io.hyperwatch.json;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.InstrumentKind;
import io.hyperwatch.events.LeaderboardEntry;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.events.VaultSnapshot;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records about markets, vaults and the streams themselves. */
final class MarketSamples {

    private static final long TIME = 1_784_684_116_576L;
    private static final String ALICE = "0x" + "a".repeat(40);
    private static final String BOB = "0x" + "b".repeat(40);

    private MarketSamples() {}

    static Map<String, Object> all() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("book", book(null, null));
        samples.put("book-aggregated", book(5, 2));
        samples.put("book-empty", new Book("MATIC", TIME, null, null, List.of(), List.of(), null));
        samples.put(
                "price-reference", Price.reference("BTC", TIME, dec("66370.01"), "coinbase", null));
        samples.put(
                "exchange-candle",
                new ExchangeCandle(
                        "xyz:SP500",
                        "15m",
                        1_784_684_700_000L,
                        1_784_685_599_999L,
                        dec("6012.10"),
                        dec("6020"),
                        dec("6001.5"),
                        dec("6015.0"),
                        dec("0.0"),
                        0,
                        null));
        samples.put(
                "funding-rate",
                new FundingRate(
                        "kPEPE", 1_784_682_000_042L, dec("-0.0000125"), dec("-0.00031774"), null));
        samples.put("leaderboard-entry", leaderboardEntry());
        samples.put(
                "instrument",
                new Instrument(
                        "xyz:SP500",
                        "xyz",
                        "xyz:SP500",
                        3,
                        20,
                        true,
                        InstrumentKind.PERP,
                        TIME,
                        null));
        samples.put(
                "instrument-spot",
                new Instrument(
                        "@107", "", "HYPE/USDC", 2, null, false, InstrumentKind.SPOT, TIME, null));
        samples.put(
                "coverage-gap",
                new CoverageEvent(
                        CoverageKind.GAP_CLOSED,
                        "trades:BTC",
                        TIME,
                        TIME - 30_000,
                        TIME - 1_000,
                        "disconnect",
                        17,
                        CoverageEvent.RESUMED,
                        null,
                        null,
                        "the replay reached back 12 s only",
                        3,
                        null));
        samples.put(
                "coverage-mismatch",
                new CoverageEvent(
                        CoverageKind.MISMATCH,
                        "candle:BTC:1m",
                        TIME,
                        null,
                        null,
                        "mismatch",
                        0,
                        null,
                        dec("66373.0"),
                        dec("66374.5"),
                        null,
                        1,
                        null));
        samples.put(
                "tracking-request",
                new TrackingRequest(
                        ALICE,
                        TrackingPurpose.FILLS,
                        1,
                        TIME,
                        TIME - 60_000,
                        TIME,
                        "liquidation burst in HYPE"));
        samples.put(
                "vault-snapshot",
                new VaultSnapshot(
                        ALICE,
                        null,
                        "Hyperliquidity Provider (HLP)",
                        BOB,
                        TIME,
                        dec("389123456.78"),
                        dec("-1200000.5"),
                        List.of(
                                new VaultSnapshot.HistoryPoint(
                                        TIME - 86_400_000, dec("390000000.0")),
                                new VaultSnapshot.HistoryPoint(TIME - 60_000, dec("389123456.78"))),
                        List.of(new VaultSnapshot.HistoryPoint(TIME - 60_000, dec("-1200000.5"))),
                        List.of(BOB),
                        false,
                        null));
        return samples;
    }

    private static Book book(Integer sigFigs, Integer mantissa) {
        return new Book(
                "BTC",
                TIME,
                sigFigs,
                mantissa,
                List.of(
                        new Book.Level(dec("66373.0"), dec("6.15119"), 20),
                        new Book.Level(dec("66372.0"), dec("1.4"), 4)),
                List.of(new Book.Level(dec("66374.0"), dec("0.10"), 1)),
                null);
    }

    private static LeaderboardEntry leaderboardEntry() {
        return new LeaderboardEntry(
                ALICE,
                dec("48857952.3308470026"),
                "ABC",
                new LeaderboardEntry.Performance(
                        dec("644054.375913"), dec("0.0133582723"), dec("3250555746.66")),
                null,
                new LeaderboardEntry.Performance(
                        dec("-876456.769935"), dec("-0.0158501266"), dec("48037528566.37")),
                new LeaderboardEntry.Performance(dec("0.0"), dec("0.0"), dec("0.0")),
                TIME,
                null);
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
