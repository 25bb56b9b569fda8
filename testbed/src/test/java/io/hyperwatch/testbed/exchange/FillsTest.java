package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FillsTest {

    private ExchangeSimulator exchange;

    @BeforeEach
    void start() {
        exchange = ExchangeSimulator.start(Sample.settings());
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void chainsStartPositionsWithoutAGapForEveryAccount() {
        Random random = new Random(5);
        List<String> users = List.of(Sample.ALICE, Sample.BOB, Sample.CAROL);
        for (int i = 0; i < 300; i++) {
            int taker = random.nextInt(3);
            exchange.market()
                    .trade(
                            "ETH",
                            random.nextBoolean() ? Side.B : Side.A,
                            BigDecimal.valueOf(3_300 + random.nextInt(200)),
                            BigDecimal.valueOf(1 + random.nextInt(50)).movePointLeft(1),
                            users.get(taker),
                            users.get((taker + 1) % 3));
        }
        Map<String, BigDecimal> next = new HashMap<>();
        for (Publication<Fill> published : exchange.record().fills()) {
            Fill fill = published.event();
            BigDecimal expected = next.getOrDefault(fill.user(), BigDecimal.ZERO);
            assertThat(fill.startPosition()).isEqualByComparingTo(expected);
            next.put(
                    fill.user(),
                    expected.add(fill.side() == Side.B ? fill.size() : fill.size().negate()));
        }
        assertThat(exchange.record().fills()).hasSize(600);
        next.forEach(
                (user, size) ->
                        assertThat(exchange.market().position(user, "ETH"))
                                .isEqualByComparingTo(size));
    }

    @Test
    void textsAndProfitFollowThePosition() {
        Sample.trade(exchange, Side.B, "67000.0", "1.0");
        Sample.trade(exchange, Side.A, "67500.0", "0.4");
        Sample.trade(exchange, Side.A, "67500.0", "1.0");
        Sample.trade(exchange, Side.B, "67600.0", "0.4");
        List<Fill> alice =
                exchange.record().fills().stream()
                        .map(Publication::event)
                        .filter(fill -> fill.user().equals(Sample.ALICE))
                        .toList();
        assertThat(alice)
                .extracting(Fill::direction)
                .containsExactly("Open Long", "Close Long", "Long > Short", "Close Short");
        assertThat(alice)
                .extracting(fill -> fill.closedPnl().toPlainString())
                .containsExactly("0.0", "200.0", "300.0", "-40.0");
        assertThat(alice).allMatch(Fill::crossed);
    }

    @Test
    void marksAMarketLiquidationOnBothSides() throws Exception {
        StreamClient maker = StreamClient.connect(exchange.wsUrl());
        maker.subscribe("{\"type\":\"userFills\",\"user\":\"" + HlpVault.STRATEGY_A + "\"}");
        maker.subscribe("{\"type\":\"userEvents\",\"user\":\"" + Sample.CAROL + "\"}");
        maker.nextFrame("userFills");
        maker.framesUntilPong();

        exchange.market()
                .liquidate(Sample.longLiquidation(Sample.CAROL, HlpVault.STRATEGY_A, "2.0", "1.5"));

        JsonNode victim = maker.nextFrame("user").path("data").path("fills").get(0);
        JsonNode seen = maker.nextFrame("userFills").path("data");
        assertThat(seen.has("isSnapshot")).isFalse();
        assertThat(seen.path("fills")).hasSize(2);
        JsonNode fill = seen.path("fills").get(1);
        assertThat(fill.path("dir").asText()).isEqualTo("Open Long");
        assertThat(fill.path("side").asText()).isEqualTo("B");
        assertThat(fill.path("crossed").asBoolean()).isFalse();
        assertThat(fill.path("fee").asText()).isEqualTo("0.0");
        assertThat(fill.path("liquidation").toString())
                .isEqualTo(
                        "{\"liquidatedUser\":\""
                                + Sample.CAROL
                                + "\",\"markPx\":\"67000.0\",\"method\":\"market\"}");
        assertThat(victim.path("dir").asText()).isEqualTo("Close Long");
        assertThat(victim.path("startPosition").asText()).isEqualTo("3.5");
        assertThat(victim.path("liquidation")).isEqualTo(fill.path("liquidation"));
        assertThat(exchange.record().trades()).hasSize(2);
        assertThat(exchange.market().position(Sample.CAROL, "BTC")).isEqualByComparingTo("0");
    }

    @Test
    void hidesBackstopAndAutoDeleveragingFromPublicTrades() {
        exchange.market()
                .liquidate(
                        new Liquidation(
                                Sample.CAROL,
                                "BTC",
                                PositionSide.LONG,
                                List.of(
                                        new Slice(
                                                Sample.usd("66000.0"),
                                                Sample.usd("2.0"),
                                                HlpVault.LIQUIDATOR)),
                                LiquidationMethod.BACKSTOP));
        exchange.market()
                .autoDeleverage(
                        new AutoDeleveraging(
                                HlpVault.LIQUIDATOR,
                                Sample.BOB,
                                "BTC",
                                PositionSide.SHORT,
                                Sample.usd("2.0"),
                                Sample.usd("65000.0")));
        List<Fill> fills = exchange.record().fills().stream().map(Publication::event).toList();
        assertThat(fills)
                .extracting(Fill::direction)
                .containsExactly(
                        "Liquidated Cross Long",
                        "Open Long",
                        "Liquidated Cross Long",
                        Fill.AUTO_DELEVERAGING);
        assertThat(fills.get(3).liquidation().liquidatedIsHlp()).isTrue();
        assertThat(fills.get(3).liquidation().method()).isEqualTo(LiquidationMethod.BACKSTOP);
        assertThat(fills).allMatch(fill -> fill.fee().signum() == 0);
        assertThat(exchange.record().trades()).isEmpty();
    }

    @Test
    void refusesToLiquidateMoreThanAnAccountHolds() {
        exchange.market().hold(Sample.CAROL, "BTC", Sample.usd("1.0"), Sample.usd("70000.0"));
        assertThatThrownBy(
                        () ->
                                exchange.market()
                                        .liquidate(
                                                Sample.longLiquidation(
                                                        Sample.CAROL, Sample.BOB, "2.0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds 1.0 BTC, not the 2.0 to close");
    }
}
