package io.hyperwatch.testbed.replay;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A log as a bridge would have written it over some minutes of a wild market: prices that leave and
 * rejoin their oracle, liquidations of several accounts seen from both sides, large orders in
 * several trades, duplicates, records out of order, records without meaning, ticks.
 */
final class RandomLog {

    private static final List<String> COINS = List.of("BTC", "ETH", "SOL", "kPEPE", "HYPE");
    private static final long START = 1_760_130_900_000L;
    private static final long TICK_EVERY_MS = 200;
    private static final long TICK_SAFETY_MS = 1_000;

    private final Random random;
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final double[] offsets = new double[COINS.size()];
    private long now = START;
    private long sequence;

    private RandomLog(long seed) {
        random = new Random(seed);
    }

    static List<ProducerRecord<byte[], byte[]>> of(long seed, int minutes) {
        RandomLog log = new RandomLog(seed);
        log.play(START + minutes * 60_000L);
        return log.records;
    }

    private void play(long until) {
        long nextTick = now;
        while (now < until) {
            now += random.nextInt(60);
            if (now >= nextTick) {
                tick();
                nextTick = now + TICK_EVERY_MS;
            }
            switch (random.nextInt(12)) {
                case 0 -> {
                    if (wild()) {
                        liquidation();
                    }
                }
                case 1, 2 -> {
                    if (wild()) {
                        order();
                    }
                }
                case 3, 4, 5 -> context();
                case 6 -> garbage();
                default -> bbo();
            }
            if (random.nextInt(25) == 0) {
                // the same record again, as after a reconnect
                records.add(records.get(records.size() - 1));
            }
        }
        now += 120_000;
        tick();
    }

    /** Two wild minutes, then two in which what has opened can resolve. */
    private boolean wild() {
        return (now - START) / 120_000 % 2 == 0;
    }

    private void bbo() {
        int coin = random.nextInt(COINS.size());
        offsets[coin] = offsets[coin] * 0.98 + random.nextGaussian() * (wild() ? 0.0015 : 0.0001);
        BigDecimal mid = price(100 * (1 + offsets[coin]));
        long time = now - random.nextInt(1_500);
        send(
                Topic.PRICES,
                COINS.get(coin),
                time,
                Price.bbo(
                        COINS.get(coin),
                        time,
                        random.nextInt(50) == 0 ? null : mid.subtract(price(0.01)),
                        BigDecimal.ONE,
                        mid.add(price(0.01)),
                        BigDecimal.TEN,
                        null));
    }

    private void context() {
        int coin = random.nextInt(COINS.size());
        BigDecimal oracle = price(100 + (wild() ? random.nextInt(5) / 10.0 : 0));
        send(
                Topic.PRICES,
                COINS.get(coin),
                now,
                new Price(
                        PriceKind.CONTEXT,
                        COINS.get(coin),
                        now,
                        null,
                        null,
                        null,
                        null,
                        random.nextInt(20) == 0 ? null : price(100 * (1 + offsets[coin])),
                        oracle,
                        oracle,
                        new BigDecimal("0.0000125"),
                        new BigDecimal("1000.5"),
                        oracle,
                        new BigDecimal(coin == 0 ? "9999999.99" : "10000000"),
                        null,
                        null,
                        null));
    }

    private void order() {
        String coin = COINS.get(random.nextInt(COINS.size()));
        int trades = 1 + random.nextInt(4);
        long time = now - random.nextInt(900);
        String hash =
                random.nextInt(5) == 0 ? "0x" + "0".repeat(64) : hash(random.nextInt(1_000_000));
        for (int i = 0; i < trades; i++) {
            Trade trade =
                    new Trade(
                            coin,
                            Side.B,
                            price(100 + i * 0.01),
                            new BigDecimal(random.nextInt(6_000) + ".5"),
                            time,
                            hash,
                            random.nextInt(1_000_000),
                            account(random.nextInt(3)),
                            account(9),
                            null);
            send(Topic.TRADES, coin, time, trade, i, i == trades - 1);
        }
    }

    private void liquidation() {
        String coin = COINS.get(random.nextInt(COINS.size()));
        String victim = account(random.nextInt(4));
        long time = now - random.nextInt(900);
        long tid = random.nextInt(1_000_000);
        BigDecimal size = new BigDecimal(random.nextInt(3_000) + ".25");
        LiquidationMark mark =
                new LiquidationMark(
                        victim,
                        price(99),
                        random.nextInt(4) == 0
                                ? LiquidationMethod.BACKSTOP
                                : LiquidationMethod.MARKET,
                        random.nextInt(15) == 0);
        boolean bothSides = random.nextBoolean();
        if (bothSides || random.nextBoolean()) {
            send(Topic.FILLS, victim, time, fill(victim, coin, Side.A, size, time, tid, mark));
        }
        if (bothSides) {
            send(
                    Topic.FILLS,
                    account(8),
                    time,
                    fill(account(8), coin, Side.B, size, time, tid, mark));
        }
    }

    private Fill fill(
            String user,
            String coin,
            Side side,
            BigDecimal size,
            long time,
            long tid,
            LiquidationMark mark) {
        return new Fill(
                user,
                coin,
                side,
                price(99),
                size,
                time,
                size,
                random.nextInt(20) == 0 ? Fill.AUTO_DELEVERAGING : "Close Long",
                price(-5),
                hash(tid),
                tid,
                side == Side.A,
                price(0),
                "USDC",
                tid,
                null,
                mark,
                null);
    }

    private void garbage() {
        Topic topic = List.of(Topic.PRICES, Topic.TRADES, Topic.FILLS).get(random.nextInt(3));
        byte[] value = "{\"coin\":\"BTC\",\"price\":\"NaN\"}".getBytes(StandardCharsets.UTF_8);
        add(topic, null, "BTC", now, value, 0, true);
    }

    private void tick() {
        for (Topic topic : List.of(Topic.PRICES, Topic.TRADES, Topic.FILLS)) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                ProducerRecord<byte[], byte[]> tick =
                        new ProducerRecord<>(
                                topic.topicName(),
                                partition,
                                Long.valueOf(now - TICK_SAFETY_MS),
                                new byte[0],
                                new byte[0]);
                header(tick.headers(), HeaderNames.KIND, HeaderNames.TICK);
                records.add(tick);
            }
        }
    }

    private void send(Topic topic, String key, long time, Object event) {
        send(topic, key, time, event, 0, true);
    }

    private void send(Topic topic, String key, long time, Object event, int index, boolean last) {
        add(topic, null, key, time, EventCodec.encode(event), index, last);
    }

    private void add(
            Topic topic,
            Integer partition,
            String key,
            long time,
            byte[] value,
            int index,
            boolean last) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.topicName(),
                        partition,
                        time,
                        key.getBytes(StandardCharsets.UTF_8),
                        value);
        header(record.headers(), HeaderNames.SOURCE, "ws");
        header(record.headers(), HeaderNames.RECEIVED_AT, Long.toString(now));
        header(record.headers(), HeaderNames.SEQUENCE, START + "." + ++sequence);
        header(record.headers(), HeaderNames.CONNECTION, "1");
        header(record.headers(), HeaderNames.FRAME, Long.toString(sequence - index));
        header(record.headers(), HeaderNames.INDEX, Integer.toString(index));
        if (last) {
            header(record.headers(), HeaderNames.LAST, "true");
        }
        records.add(record);
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static BigDecimal price(double value) {
        return new BigDecimal(String.format(java.util.Locale.ROOT, "%.4f", value));
    }

    private static String account(int number) {
        return "0x" + String.format("%040x", number + 1);
    }

    private static String hash(long number) {
        return "0x" + String.format("%064x", number + 1);
    }
}
