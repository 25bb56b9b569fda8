package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the exchange knows about one coin right now. Guarded by the market's monitor. */
final class CoinState {

    /** A subscription to trades starts with so many. */
    private static final int REPLAYED_TRADES = 30;

    private static final BigDecimal HOURLY_FUNDING = new BigDecimal("0.0000125");
    private static final BigDecimal HOURLY_PREMIUM = new BigDecimal("0.0001");
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    /** Funding is stamped 1 to 118 ms past the hour. */
    static final long PAST_HOUR_MS = 14;

    private final Instrument instrument;
    private final Candles candles = new Candles();
    private final Deque<Publication<Trade>> lastTrades = new ArrayDeque<>();
    private final List<FundingSettlement> fundings = new ArrayList<>();
    private final long startMs;
    private final BigDecimal prevDayPrice;
    private Quote quote;
    private BigDecimal markPrice;
    private BigDecimal oraclePrice;
    private BigDecimal fundingRate = HOURLY_FUNDING;
    private BigDecimal openInterest;
    private BigDecimal dayVolumeUsd;

    CoinState(Instrument instrument, long nowMs) {
        this.instrument = instrument;
        this.startMs = nowMs;
        BigDecimal price = instrument.roundPrice(instrument.price());
        this.prevDayPrice = price;
        this.markPrice = price;
        this.oraclePrice = price;
        this.dayVolumeUsd = instrument.dayVolumeUsd();
        BigDecimal tenth = dayVolumeUsd.movePointLeft(1).max(BigDecimal.ONE);
        this.openInterest = instrument.sizeFor(tenth, price);
        BigDecimal size = instrument.sizeFor(new BigDecimal("50000"), price);
        this.quote =
                instrument.delisted()
                        ? new Quote(instrument.coin(), nowMs, null, null, null, null)
                        : new Quote(
                                instrument.coin(),
                                nowMs,
                                price,
                                size,
                                price.add(instrument.tick(price)),
                                size);
    }

    Instrument instrument() {
        return instrument;
    }

    Candles candles() {
        return candles;
    }

    Quote quote() {
        return quote;
    }

    void quote(Quote newQuote) {
        this.quote = newQuote;
    }

    BigDecimal markPrice() {
        return markPrice;
    }

    void markPrice(BigDecimal price) {
        this.markPrice = price;
    }

    BigDecimal oraclePrice() {
        return oraclePrice;
    }

    void oraclePrice(BigDecimal price) {
        this.oraclePrice = price;
    }

    BigDecimal fundingRate() {
        return fundingRate;
    }

    void fundingRate(BigDecimal rate) {
        this.fundingRate = rate;
    }

    void openInterest(BigDecimal coins) {
        this.openInterest = coins;
    }

    void settled(FundingSettlement funding) {
        fundings.add(funding);
    }

    /** Oldest first. The hours before the start all had the same rate. */
    List<FundingSettlement> fundings(long fromMs, long toMs, int max) {
        List<FundingSettlement> found = new ArrayList<>();
        long firstHour = Math.floorDiv(fromMs + HOUR_MS - 1, HOUR_MS) * HOUR_MS;
        long last = Math.min(toMs, startMs);
        for (long hour = firstHour; hour + PAST_HOUR_MS <= last; hour += HOUR_MS) {
            if (found.size() == max) {
                return found;
            }
            found.add(
                    new FundingSettlement(
                            instrument.coin(),
                            hour + PAST_HOUR_MS,
                            HOURLY_FUNDING,
                            HOURLY_PREMIUM));
        }
        fundings.stream()
                .filter(funding -> funding.timeMs() >= fromMs && funding.timeMs() <= toMs)
                .limit(max - found.size())
                .forEach(found::add);
        return found;
    }

    /** As {@code allMids} gives it: an empty book shows the last trade. */
    BigDecimal mid() {
        BigDecimal mid = quote.mid();
        if (mid != null) {
            return Decimals.wire(mid);
        }
        Publication<Trade> last = lastTrades.peekLast();
        return last == null ? markPrice : last.event().price();
    }

    void traded(Publication<Trade> trade) {
        candles.add(trade.event());
        dayVolumeUsd = dayVolumeUsd.add(trade.event().valueUsd());
        lastTrades.addLast(trade);
        if (lastTrades.size() > REPLAYED_TRADES) {
            lastTrades.removeFirst();
        }
    }

    /** Oldest first, at most 30. */
    List<Publication<Trade>> lastTrades() {
        return new ArrayList<>(lastTrades);
    }

    AssetContext context(long nowMs) {
        boolean perp = instrument.isPerp();
        BigDecimal mid = quote.mid();
        return new AssetContext(
                instrument.coin(),
                nowMs,
                mid == null ? null : Decimals.wire(mid),
                markPrice,
                perp ? oraclePrice : null,
                perp ? fundingRate : null,
                perp ? openInterest : null,
                prevDayPrice,
                Decimals.usd(dayVolumeUsd));
    }
}
