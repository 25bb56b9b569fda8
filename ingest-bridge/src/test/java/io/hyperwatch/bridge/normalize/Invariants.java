package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.LeaderboardEntry;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.Topic;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What holds for every record, whatever the exchange sends. */
final class Invariants {

    private static final int MAX_RECORD_BYTES = 1024 * 1024;
    private static final int MAX_KEY_CHARS = 256;
    private static final long YEAR_2020_MS = 1_577_836_800_000L;
    private static final long MAX_FUTURE_MS = 60_000;
    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(18);

    /** Names of components that hold an account. */
    private static final Set<String> ACCOUNTS =
            Set.of("user", "buyer", "seller", "vault", "leader", "parent", "liquidatedUser");

    private static final Map<Class<?>, RecordComponent[]> COMPONENTS = new ConcurrentHashMap<>();

    private final long receivedAtMs;
    private final Set<String> coins;

    Invariants(long receivedAtMs, Set<String> coins) {
        this.receivedAtMs = receivedAtMs;
        this.coins = coins;
    }

    /**
     * @param decode whether to read the value back as well, which takes most of the time
     */
    void check(Normalized normalized, boolean decode) {
        int next = 0;
        for (Envelope record : normalized.records()) {
            require(record.timestampMs() >= YEAR_2020_MS, "timestamp before 2020");
            require(
                    record.timestampMs() <= receivedAtMs + MAX_FUTURE_MS,
                    "timestamp in the future");
            require(!record.key().isEmpty(), "empty key");
            require(record.key().length() <= MAX_KEY_CHARS, "long key");
            if (record.value() == null) {
                continue;
            }
            require(record.value().length < MAX_RECORD_BYTES, "record of 1 MiB");
            requireUtf8(record.value());
            if (record.topic() == Topic.DEAD_LETTERS) {
                if (decode) {
                    DeadLetter letter = decode(record, DeadLetter.class);
                    require(!letter.reason().isBlank(), "dead letter without a reason");
                }
                continue;
            }
            Object event = normalized.events().get(next++);
            checkEvent(event);
            if (decode) {
                require(event.equals(decode(record, event.getClass())), "does not read back");
            }
        }
        require(next == normalized.events().size(), "events and records differ");
    }

    private void checkEvent(Object event) {
        checkComponents((Record) event);
        if (event instanceof Trade trade) {
            watched(trade.coin());
            positive(trade.price());
            positive(trade.size());
        } else if (event instanceof Price price) {
            checkPrice(price);
        } else if (event instanceof Book book) {
            watched(book.coin());
            require(
                    book.sigFigs() == null || (book.sigFigs() > 1 && book.sigFigs() < 6),
                    "sigFigs");
            checkSide(book.bids(), -1);
            checkSide(book.asks(), 1);
        } else if (event instanceof ExchangeCandle candle) {
            checkCandle(candle);
        } else if (event instanceof FundingRate rate) {
            watched(rate.coin());
            require(rate.rate() != null && rate.premium() != null, "funding without a rate");
        } else if (event instanceof Instrument instrument) {
            require(!instrument.coin().isEmpty(), "instrument without a name");
            require(!instrument.displayName().isEmpty(), "instrument without a name");
            require(instrument.szDecimals() >= 0, "negative decimals");
        } else if (event instanceof LeaderboardEntry entry) {
            require(entry.user() != null && entry.accountValue() != null, "empty entry");
        } else if (event instanceof Fill fill) {
            require(fill.user() != null, "fill of nobody");
            require(fill.price().signum() >= 0, "negative price");
            positive(fill.size());
        }
    }

    private void checkPrice(Price price) {
        watched(price.coin());
        for (BigDecimal value :
                new BigDecimal[] {
                    price.bidPrice(),
                    price.bidSize(),
                    price.askPrice(),
                    price.askSize(),
                    price.midPrice(),
                    price.markPrice(),
                    price.oraclePrice()
                }) {
            if (value != null) {
                positive(value);
            }
        }
        switch (price.kind()) {
            case MID, REFERENCE -> require(price.midPrice() != null, "no mid");
            case CONTEXT -> require(price.markPrice() != null, "no mark");
            case BBO -> {
                require((price.bidPrice() == null) == (price.bidSize() == null), "half a bid");
                require((price.askPrice() == null) == (price.askSize() == null), "half an ask");
            }
            default -> require(false, "price of no kind");
        }
    }

    private void checkCandle(ExchangeCandle candle) {
        watched(candle.coin());
        positive(candle.low());
        require(candle.low().compareTo(candle.open().min(candle.close())) <= 0, "low");
        require(candle.high().compareTo(candle.open().max(candle.close())) >= 0, "high");
        require(candle.volume().signum() >= 0, "negative volume");
        require(candle.tradeCount() >= 0, "negative count");
        require(candle.closeTimeMs() > candle.openTimeMs(), "closes before it opens");
    }

    private static void checkSide(List<Book.Level> levels, int away) {
        for (int i = 0; i < levels.size(); i++) {
            positive(levels.get(i).price());
            positive(levels.get(i).size());
            require(levels.get(i).orders() >= 0, "negative count");
            require(
                    i == 0 || levels.get(i).price().compareTo(levels.get(i - 1).price()) == away,
                    "levels out of order");
        }
    }

    /** Times, addresses and magnitudes, also within nested records. */
    private void checkComponents(Record holder) {
        for (RecordComponent component :
                COMPONENTS.computeIfAbsent(holder.getClass(), Class::getRecordComponents)) {
            checkComponent(component.getName(), value(holder, component));
        }
    }

    private void checkComponent(String name, Object value) {
        if (value instanceof BigDecimal decimal) {
            require(decimal.abs().compareTo(TOO_LARGE) < 0, name + " too large");
        } else if (value instanceof Long time
                && (name.equals("timeMs") || name.endsWith("TimeMs"))) {
            require(time >= YEAR_2020_MS, name + " before 2020");
            require(
                    name.equals("closeTimeMs") || time <= receivedAtMs + MAX_FUTURE_MS,
                    name + " in the future");
        } else if (value instanceof String text && ACCOUNTS.contains(name)) {
            require(Fields.isAddress(text), name + " is no address");
        } else if (value instanceof Record nested && !(value instanceof Provenance)) {
            checkComponents(nested);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> checkComponent(name, element));
        }
    }

    private static Object value(Record holder, RecordComponent component) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T decode(Envelope record, Class<T> type) {
        try {
            return EventCodec.decode(record.value(), type);
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }

    private static void requireUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }

    private void watched(String coin) {
        require(coins.contains(coin), "not watched: " + coin);
    }

    private static void positive(BigDecimal value) {
        require(value.signum() > 0, "not positive: " + value);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
