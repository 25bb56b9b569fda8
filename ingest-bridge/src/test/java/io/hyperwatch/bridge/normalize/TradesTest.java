package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.Envelope.Header;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.IntStream;

import static io.hyperwatch.bridge.normalize.Frames.BUYER;
import static io.hyperwatch.bridge.normalize.Frames.HASH;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.SELLER;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.ZERO_HASH;
import static io.hyperwatch.bridge.normalize.Frames.event;
import static io.hyperwatch.bridge.normalize.Frames.events;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static io.hyperwatch.bridge.normalize.Frames.trade;
import static io.hyperwatch.bridge.normalize.Frames.trades;
import static org.assertj.core.api.Assertions.assertThat;

class TradesTest {

    @Test
    void aTradeKeepsEveryFigureAsTheExchangeWroteIt() {
        Normalized normalized = normalize(trades(trade(268453629049937L)));

        Envelope envelope = normalized.records().get(0);
        assertThat(envelope.topic()).isEqualTo(Topic.TRADES);
        assertThat(envelope.key()).isEqualTo("BTC");
        assertThat(envelope.timestampMs()).isEqualTo(TIME);
        assertThat(event(envelope, Trade.class))
                .isEqualTo(
                        new Trade(
                                "BTC",
                                Side.B,
                                new BigDecimal("66373.0"),
                                new BigDecimal("0.0009"),
                                TIME,
                                HASH,
                                268453629049937L,
                                BUYER,
                                SELLER,
                                null));
        assertThat(normalized.stream()).isEqualTo("trades:BTC");
    }

    @Test
    void headersSayWhereTheRecordStood() {
        Normalizer normalizer = Frames.normalizer();
        normalizer.normalize(Frames.frame(trades(trade(7))));

        Normalized normalized = normalizer.normalize(Frames.frame(trades(trade(1), trade(2))));

        assertThat(normalized.records().get(1).headers())
                .containsExactly(
                        new Header(HeaderNames.SCHEMA, "1"),
                        new Header(HeaderNames.SOURCE, "ws"),
                        new Header(HeaderNames.RECEIVED_AT, Long.toString(RECEIVED)),
                        new Header(HeaderNames.SEQUENCE, Frames.EPOCH + ".3"),
                        new Header(HeaderNames.CONNECTION, "1"),
                        new Header(HeaderNames.FRAME, "2"),
                        new Header(HeaderNames.INDEX, "1"),
                        new Header(HeaderNames.LAST, "true"));
        assertThat(normalized.records().get(0).header(HeaderNames.LAST)).isEmpty();
    }

    @Test
    void theReplayOfThirtyTradesKeepsItsOrder() {
        String[] replay =
                IntStream.range(0, 30)
                        .mapToObj(i -> trade("BTC", "A", "66373.0", "1", TIME - 471_000, HASH, i))
                        .toArray(String[]::new);

        Normalized normalized = normalize(trades(replay));

        assertThat(events(normalized, Trade.class))
                .extracting(Trade::tid)
                .containsExactlyElementsOf(IntStream.range(0, 30).mapToObj(i -> (long) i).toList());
        assertThat(normalized.records())
                .extracting(r -> r.header(HeaderNames.INDEX).orElseThrow())
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(Integer::toString).toList());
    }

    @Test
    void aSliceOfATwapOrderIsAnOrdinaryTrade() {
        Normalized normalized =
                normalize(trades(trade("ETH", "A", "3000.1", "0.5", TIME, ZERO_HASH, 7)));

        assertThat(events(normalized, Trade.class).get(0).hash()).isEqualTo(ZERO_HASH);
    }

    @Test
    void oldCapturesNameNoAccounts() {
        String without = trade(1).replaceAll(",\"users\":.*]", "");
        String withNull = trade(2).replaceAll("\"users\":.*]", "\"users\":null");

        assertThat(events(normalize(trades(without, withNull)), Trade.class))
                .hasSize(2)
                .allSatisfy(trade -> assertThat(trade.buyer()).isNull())
                .allSatisfy(trade -> assertThat(trade.seller()).isNull());
    }

    @Test
    void addressesBecomeLowerCase() {
        String shouting = trade(1).replace(BUYER, "0x" + BUYER.substring(2).toUpperCase());

        assertThat(events(normalize(trades(shouting)), Trade.class).get(0).buyer())
                .isEqualTo(BUYER);
    }

    @Test
    void aBadTradeDoesNotTakeItsNeighboursWithIt() {
        String bad = trade("BTC", "B", "NaN", "1", TIME, HASH, 2);

        Normalized normalized = normalize(trades(trade(1), bad, trade(3)));

        assertThat(normalized.records())
                .extracting(Envelope::topic)
                .containsExactly(Topic.DEAD_LETTERS, Topic.TRADES, Topic.TRADES);
        assertThat(normalized.faults()).containsExactly(Fault.BAD_NUMBER);
        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo("data[1].px: not a decimal: NaN");
        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo(bad);
        assertThat(onlyDeadLetter(normalized).origin()).isEqualTo("ws:trades");
    }

    @Test
    void theLastGoodTradeIsMarkedAsTheLast() {
        String bad = trade("BTC", "B", "0", "1", TIME, HASH, 3);

        Normalized normalized = normalize(trades(trade(1), trade(2), bad));

        assertThat(normalized.records())
                .extracting(r -> r.header(HeaderNames.LAST))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of("true"));
    }

    @Test
    void aFrameOfTwoCoinsMarksTheLastTradeOfEach() {
        String eth = trade("ETH", "B", "3000", "1", TIME, HASH, 2);

        Normalized normalized = normalize(trades(trade(1), eth, trade(3)));

        assertThat(normalized.records())
                .extracting(r -> r.header(HeaderNames.LAST).isPresent())
                .containsExactly(false, true, true);
    }

    @Test
    void anEmptyFrameIsNoError() {
        assertThat(normalize(trades()).records()).isEmpty();
    }

    @Test
    void newFieldsAreTolerated() {
        String newer = trade(1).replaceFirst("\\{", "{\"surprise\":{\"a\":[1,2]},");

        assertThat(events(normalize(trades(newer)), Trade.class)).hasSize(1);
    }

    @Test
    void equalTimesStayInOrderAndATradeIsTakenOnce() {
        Normalized normalized =
                normalize(
                        trades(
                                trade(5),
                                trade(5),
                                trade("BTC", "B", "66374.0", "1", TIME, HASH, 4)));

        assertThat(events(normalized, Trade.class))
                .extracting(t -> t.price().toPlainString())
                .containsExactly("66373.0", "66374.0");
        assertThat(normalized.duplicates()).isEqualTo(1);
    }
}
