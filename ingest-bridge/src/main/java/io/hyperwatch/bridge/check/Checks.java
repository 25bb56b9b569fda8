package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;

import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Compares every few minutes what was streamed with what REST says: mids, candles against the
 * trades that were published, positions against the fills. Finds what no socket knows of itself:
 * frames that never came, values that stand still.
 *
 * <p>At most about 58 of weight a minute with 10 dexes and 10 accounts: two {@code candleSnapshot}
 * of up to 60 minutes (22 each), {@code allMids} (2) of each dex and {@code clearinghouseState} (2)
 * of each account and dex every three minutes.
 *
 * <p>Runs on the relay's thread; no I/O, no clock but the injected one.
 */
public final class Checks {

    /** Where questions to the exchange go. */
    public interface Rest {

        /**
         * @param done told on the relay's thread, once: the whole answer, or null where none came
         */
        void ask(InfoRequest request, Consumer<Input.Answer> done);
    }

    private final KnownGaps gaps = new KnownGaps();
    private final MidCheck mids;
    private final CandleCheck candles;
    private final FillChains chains;
    private final StateCheck states;

    /**
     * @param isLive whether some socket delivers the stream of that name at the moment
     */
    public Checks(Rest rest, BridgeClock clock, Predicate<String> isLive, Findings findings) {
        Predicate<String> isWhole = stream -> isLive.test(stream) && !gaps.isOpen(stream);
        this.mids = new MidCheck(rest, clock, isWhole, findings);
        this.candles = new CandleCheck(rest, clock, isLive, gaps, findings);
        this.chains = new FillChains(gaps, findings);
        this.states = new StateCheck(rest, clock, isWhole, chains, findings);
    }

    /**
     * Replaces the list of what is compared; what is known of the rest of it stays.
     *
     * @param coins whose trades are streamed
     * @param dexes HIP-3 dexes of those coins, without the main one
     * @param streamedUsers addresses in lower case whose {@code userFills} are streamed
     */
    public void plan(
            Collection<String> coins, Collection<String> dexes, Collection<String> streamedUsers) {
        mids.plan(coins, dexes);
        candles.plan(coins);
        chains.plan(streamedUsers);
    }

    /**
     * Takes an event in the order of publishing, each once.
     *
     * @param event a record of the event model; kinds that nothing is compared with are ignored
     * @param source of the input it came with
     * @param connection socket it came on, 0 for none
     * @param receivedAtMs of that input
     */
    public void observe(Object event, Source source, int connection, long receivedAtMs) {
        if (event instanceof Trade trade) {
            candles.observe(trade, connection, receivedAtMs);
        } else if (event instanceof Price price) {
            if (source == Source.WS) {
                mids.observe(price);
            }
        } else if (event instanceof ExchangeCandle candle) {
            if (source == Source.WS) {
                candles.observe(candle);
            }
        } else if (event instanceof Fill fill) {
            chains.observe(fill, source, receivedAtMs);
        }
    }

    /** What is said about gaps: their part of time is not judged. */
    public void covered(CoverageEvent event) {
        gaps.covered(event);
    }

    /**
     * Events of a stream are known to be lost.
     *
     * @param fromMs exchange time, inclusive
     * @param toMs exchange time, inclusive
     */
    public void gap(String stream, long fromMs, long toMs) {
        gaps.lost(stream, fromMs, toMs);
    }

    /** To be called after what has come was observed, and when {@link #dueNanos} says so. */
    public void advance(long nowNanos) {
        mids.advance(nowNanos);
        candles.advance(nowNanos);
        chains.advance();
        states.advance(nowNanos);
    }

    /** When {@link #advance} has something to do. */
    public long dueNanos() {
        return Math.min(mids.dueNanos(), Math.min(candles.dueNanos(), states.dueNanos()));
    }
}
