package io.hyperwatch.testbed.cluster;

import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.MarketOrder;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Slice;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a test of the whole stack makes happen on the exchange. */
final class Doings {

    static final String TAKER = "0x" + "c".repeat(40);
    static final String MAKER = "0x" + "d".repeat(40);

    private final ExchangeSimulator exchange;

    Doings(ExchangeSimulator exchange) {
        this.exchange = exchange;
    }

    void quote(String coin, String mid) {
        BigDecimal price = new BigDecimal(mid);
        exchange.market()
                .quote(
                        coin,
                        price.subtract(new BigDecimal("0.01")),
                        BigDecimal.TEN,
                        price.add(new BigDecimal("0.01")),
                        BigDecimal.TEN);
    }

    void liquidate(String victim, String coin, String price, String size) {
        exchange.market()
                .liquidate(
                        new Liquidation(
                                victim,
                                coin,
                                PositionSide.LONG,
                                List.of(
                                        new Slice(
                                                new BigDecimal(price),
                                                new BigDecimal(size),
                                                HlpVault.STRATEGY_A)),
                                LiquidationMethod.MARKET));
    }

    void trade(int orders) {
        for (int i = 0; i < orders; i++) {
            BigDecimal price = new BigDecimal(3_400 + i % 7);
            exchange.market()
                    .trade(
                            new MarketOrder(
                                    "ETH",
                                    i % 2 == 0 ? Side.B : Side.A,
                                    TAKER,
                                    List.of(
                                            new Slice(price, new BigDecimal("0.1"), MAKER),
                                            new Slice(
                                                    price.add(BigDecimal.ONE),
                                                    new BigDecimal("0.2"),
                                                    MAKER)),
                                    false));
        }
    }

    /** Each trade once, by time and among equal times in the order of publication. */
    List<Trade> published() {
        Map<String, Trade> trades = new LinkedHashMap<>();
        for (Publication<Trade> publication : exchange.record().trades()) {
            trades.putIfAbsent(publication.event().identity(), publication.event());
        }
        return trades.values().stream().sorted(Comparator.comparingLong(Trade::timeMs)).toList();
    }
}
