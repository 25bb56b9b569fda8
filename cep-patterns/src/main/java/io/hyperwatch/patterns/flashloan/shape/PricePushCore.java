package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.flashloan.shape.PushState.Push;
import io.hyperwatch.patterns.mid.PriceGap;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds pushes of a coin's price and their reversals: the mid moves by more than 3 % within 60 s,
 * and at least half of that comes back within 5 minutes.
 *
 * <p>It looks at the mid of the asset contexts, one a second. A shape of minutes needs no more, and
 * best bid and ask would cost ten times the state accesses.
 *
 * <p>One push at a time; after its end only mids that come later count, and a minute passes from
 * one push to the next: at most two signals a minute and coin. Where the clock was set back it
 * begins anew.
 */
public final class PricePushCore {

    /**
     * On a calm day no major moves 1 % within a minute; maintenance margin of a coin with 10x to
     * 20x leverage is 2.5 to 5 %, so this is where liquidations begin.
     */
    static final BigDecimal PUSH_PCT = BigDecimal.valueOf(3);

    static final long PUSH_WINDOW_MS = 60_000;

    /** Counted from when the push was large enough. */
    static final long REVERSAL_WITHIN_MS = 300_000;

    /** From when one push was told to when the next may be. */
    static final long PUSH_EVERY_MS = 60_000;

    private static final long WINDOW_SECONDS = PUSH_WINDOW_MS / 1_000;

    private final Cell<PushState> cell;
    private final Consumer<ShapeSignal> signals;

    public PricePushCore(Cell<PushState> cell, Consumer<ShapeSignal> signals) {
        this.cell = cell;
        this.signals = signals;
    }

    /** Whether a price is of the kind looked at. */
    public static boolean matters(Price price) {
        return price.kind() == PriceKind.CONTEXT
                && price.midPrice() != null
                && price.midPrice().signum() > 0;
    }

    /** Prices of one coin in log order, of those that matter. */
    public void see(Price price) {
        PushState before = cell.get() == null ? PushState.NONE : cell.get();
        Sequence read = price.provenance().sequence();
        if (read.compareTo(before.read()) <= 0) {
            return;
        }
        PushSample now = new PushSample(price.timeMs(), price.midPrice());
        PushState state =
                now.timeMs() < before.newestMs()
                        ? PushState.startingAt(read, now.timeMs())
                        : before;
        Push push = state.push();
        boolean goesOn = push != null && now.timeMs() - push.toldAtMs() <= REVERSAL_WITHIN_MS;
        cell.set(
                goesOn
                        ? followed(push.at(now.mid()), now, price.coin(), state, read)
                        : searched(now, price.coin(), state, read));
    }

    private PushState followed(
            Push push, PushSample now, String coin, PushState state, Sequence read) {
        boolean reversed = push.isReversedAt(now.mid());
        if (reversed) {
            tell(ShapeStep.REVERSAL, coin, now.timeMs(), push);
        }
        return new PushState(
                read,
                now.timeMs(),
                List.of(),
                List.of(),
                reversed ? null : push,
                reversed ? now.timeMs() : state.endedMs(),
                state.nextPushMs());
    }

    private PushState searched(PushSample now, String coin, PushState state, Sequence read) {
        boolean begins = now.timeMs() > state.endedMs();
        List<PushSample> lows = begins ? with(state.lows(), now, true) : List.of();
        List<PushSample> highs = begins ? with(state.highs(), now, false) : List.of();
        Push push =
                begins && now.timeMs() >= state.nextPushMs()
                        ? found(lows.get(0), highs.get(0), now)
                        : null;
        if (push == null) {
            return new PushState(
                    read, now.timeMs(), lows, highs, null, state.endedMs(), state.nextPushMs());
        }
        tell(ShapeStep.PUSH, coin, push.startedAtMs(), push);
        return new PushState(
                read,
                now.timeMs(),
                List.of(),
                List.of(),
                push,
                state.endedMs(),
                now.timeMs() + PUSH_EVERY_MS);
    }

    private static Push found(PushSample low, PushSample high, PushSample now) {
        if (new PriceGap(now.mid(), low.mid()).isAbove(PUSH_PCT)) {
            return new Push(low.timeMs(), now.timeMs(), low.mid(), now.mid());
        }
        return new PriceGap(now.mid(), high.mid()).isAbove(PUSH_PCT)
                ? new Push(high.timeMs(), now.timeMs(), high.mid(), now.mid())
                : null;
    }

    private void tell(ShapeStep step, String coin, long timeMs, Push push) {
        BigDecimal pushedPct = new PriceGap(push.extreme(), push.base()).percent();
        signals.accept(ShapeSignal.ofPrice(step, coin, timeMs, pushedPct));
    }

    /**
     * The samples of the last 60 whole seconds that no later one has beaten; the first is the
     * lowest or highest of all. Of one second one is kept, so that their number is bounded however
     * often contexts come.
     */
    private static List<PushSample> with(List<PushSample> samples, PushSample now, boolean lows) {
        List<PushSample> kept = new ArrayList<>(samples.size() + 1);
        for (PushSample sample : samples) {
            int order = sample.mid().compareTo(now.mid());
            boolean stands = lows ? order < 0 : order > 0;
            if (stands && sample.second() >= now.second() - WINDOW_SECONDS) {
                kept.add(sample);
            }
        }
        if (kept.isEmpty() || kept.get(kept.size() - 1).second() < now.second()) {
            kept.add(now);
        }
        return kept;
    }
}
