package io.hyperwatch.testbed.truth;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Publications;
import io.hyperwatch.testbed.exchange.Quote;
import io.hyperwatch.testbed.truth.PublishedLog.Span;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds what was published against what has happened on the exchange: everything that happened
 * between two moments is there, or lies inside a gap that says so.
 */
public final class Truth {

    private final Publications happened;
    private final PublishedLog log;
    private final long fromMs;
    private final long untilMs;
    private int missing;

    /**
     * @param happened on the exchange
     * @param fromMs exchange time from which on everything is judged, inclusive
     * @param untilMs exchange time up to which it is, inclusive
     */
    public Truth(Publications happened, PublishedLog log, long fromMs, long untilMs) {
        this.happened = happened;
        this.log = log;
        this.fromMs = fromMs;
        this.untilMs = untilMs;
    }

    /** Events looked for so far that were not published, whether in a gap or not. */
    public int missing() {
        return missing;
    }

    static String quote(String coin, long timeMs, BigDecimal bid, BigDecimal ask) {
        return coin + "|" + timeMs + "|" + plain(bid) + "|" + plain(ask);
    }

    private static String plain(BigDecimal price) {
        return price == null ? "-" : price.stripTrailingZeros().toPlainString();
    }

    /** Trades that are neither published nor inside a gap, and marked, as text. */
    public List<String> lostTrades() {
        List<String> lost = new ArrayList<>();
        for (Publication<Trade> published : happened.trades()) {
            Trade trade = published.event();
            if (isJudged(trade.timeMs()) && !log.trades().containsKey(trade.identity())) {
                missing++;
                if (!isIn(log.lossy("trades:" + trade.coin()), trade.timeMs())) {
                    lost.add("no gap holds " + trade.identity());
                } else if (!isIn(
                        log.tradeMarks().getOrDefault(trade.coin(), List.of()), trade.timeMs())) {
                    lost.add("no mark holds " + trade.identity());
                }
            }
        }
        return lost;
    }

    /** Fills of these accounts that are neither published nor inside a gap. */
    public List<String> lostFills(Set<String> users) {
        return lost(
                happened.fills(),
                fill -> users.contains(fill.user()),
                fill -> !log.fills().containsKey(fill.identity()),
                Fill::timeMs,
                fill -> "userFills:" + fill.user(),
                Fill::identity);
    }

    /** Best bids and offers of these coins that are neither published nor inside a gap. */
    public List<String> lostQuotes(Set<String> coins) {
        return lost(
                happened.quotes(),
                quote -> coins.contains(quote.coin()),
                quote -> !log.quotes().contains(text(quote)),
                Quote::timeMs,
                quote -> "bbo:" + quote.coin(),
                Truth::text);
    }

    /** Minutes of which a comparison with REST said that trades are missing, and none is. */
    public List<String> falseAlarms() {
        List<String> alarms = new ArrayList<>();
        for (CoverageEvent gap : log.gaps().values()) {
            if (gap.reason().equals("dropped") && gap.stream().startsWith("trades:")) {
                Span span = new Span(gap.gapStartMs(), gap.gapEndMs());
                boolean isTrue =
                        happened.trades().stream()
                                .map(Publication::event)
                                .filter(t -> gap.stream().equals("trades:" + t.coin()))
                                .filter(t -> span.holds(t.timeMs()))
                                .anyMatch(t -> !log.trades().containsKey(t.identity()));
                if (!isTrue) {
                    alarms.add(gap.toString());
                }
            }
        }
        return alarms;
    }

    private static String text(Quote quote) {
        return quote(quote.coin(), quote.timeMs(), quote.bidPrice(), quote.askPrice());
    }

    private interface Time<T> {
        long of(T event);
    }

    private interface Name<T> {
        String of(T event);
    }

    private <T> List<String> lost(
            Collection<Publication<T>> all,
            Predicate<T> wanted,
            Predicate<T> absent,
            Time<T> time,
            Name<T> stream,
            Name<T> identity) {
        List<String> lost = new ArrayList<>();
        for (Publication<T> published : all) {
            T event = published.event();
            if (wanted.test(event) && isJudged(time.of(event)) && absent.test(event)) {
                missing++;
                if (!isIn(log.lossy(stream.of(event)), time.of(event))) {
                    lost.add(identity.of(event));
                }
            }
        }
        return lost;
    }

    private boolean isJudged(long timeMs) {
        return fromMs <= timeMs && timeMs <= untilMs;
    }

    private static boolean isIn(List<Span> spans, long timeMs) {
        return spans.stream().anyMatch(span -> span.holds(timeMs));
    }
}
