package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.incident.IncidentRisk;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The shape of one coin, read off its page: plain loops over the whole history. */
final class NaiveShape {

    /** A signal and the log time at which it was given out. */
    record Logged(long logTimeMs, ShapeSignal signal) {}

    private record Sample(long time, BigDecimal mid) {}

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final List<Logged> signals = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private Sequence read = Sequence.NONE;
    private long lastTime = Long.MIN_VALUE;
    private long ended = Long.MIN_VALUE;
    private long nextPush;
    private Sample base;
    private BigDecimal extreme;
    private long told;

    List<Logged> signals() {
        return signals;
    }

    void see(Price context, long logTime) {
        if (context.midPrice() == null || context.provenance().sequence().compareTo(read) <= 0) {
            return;
        }
        read = context.provenance().sequence();
        long time = context.timeMs();
        BigDecimal mid = context.midPrice();
        if (time < lastTime) {
            samples.clear();
            base = null;
            ended = Long.MIN_VALUE;
            nextPush = 0;
        }
        lastTime = time;
        if (base != null && time - told > 300_000) {
            base = null;
        }
        if (base != null) {
            boolean up = extreme.compareTo(base.mid()) > 0;
            extreme = up ? extreme.max(mid) : extreme.min(mid);
            BigDecimal half = extreme.add(base.mid()).divide(new BigDecimal(2));
            if (up ? mid.compareTo(half) <= 0 : mid.compareTo(half) >= 0) {
                tell(ShapeStep.REVERSAL, context.coin(), time, logTime);
                base = null;
                ended = time;
            }
            samples.clear();
        } else if (time > ended) {
            samples.add(new Sample(time, mid));
            if (time >= nextPush) {
                search(context.coin(), time, mid, logTime);
            }
        }
    }

    private void search(String coin, long time, BigDecimal mid, long logTime) {
        Sample low = null;
        Sample high = null;
        for (Sample sample : samples) {
            if (sample.time() / 1000 >= time / 1000 - 60) {
                low = low == null || sample.mid().compareTo(low.mid()) <= 0 ? sample : low;
                high = high == null || sample.mid().compareTo(high.mid()) >= 0 ? sample : high;
            }
        }
        for (Sample start : new Sample[] {low, high}) {
            BigDecimal percent =
                    mid.subtract(start.mid())
                            .multiply(HUNDRED)
                            .divide(start.mid(), MathContext.DECIMAL128)
                            .abs();
            if (base == null && percent.compareTo(new BigDecimal(3)) > 0) {
                base = start;
                extreme = mid;
                told = time;
                nextPush = time + 60_000;
                tell(ShapeStep.PUSH, coin, start.time(), logTime);
                samples.clear();
            }
        }
    }

    private void tell(ShapeStep step, String coin, long time, long logTime) {
        BigDecimal percent =
                extreme.subtract(base.mid())
                        .abs()
                        .multiply(HUNDRED)
                        .divide(base.mid(), 6, RoundingMode.HALF_EVEN);
        signals.add(
                new Logged(logTime, new ShapeSignal(step, coin, time, percent, null, null, null)));
    }

    /** What all signals of the coin together say. */
    static List<IncidentRisk> risks(List<Logged> signals) {
        List<Logged> inOrder = new ArrayList<>(signals);
        inOrder.sort(
                Comparator.<Logged>comparingLong(
                                one -> Math.max(one.signal().timeMs() + 70_000, one.logTimeMs()))
                        .thenComparingLong(one -> one.signal().timeMs())
                        .thenComparing(one -> one.signal().step())
                        .thenComparing(one -> "" + one.signal().incidentId()));
        List<IncidentRisk> risks = new ArrayList<>();
        List<ShapeSignal> incidents = null;
        for (Logged one : inOrder) {
            ShapeSignal signal = one.signal();
            if (signal.step() == ShapeStep.PUSH) {
                incidents = new ArrayList<>();
            } else if (signal.step() == ShapeStep.LIQUIDATIONS && incidents != null) {
                incidents.add(signal);
            } else if (signal.step() == ShapeStep.REVERSAL && incidents != null) {
                for (ShapeSignal incident : incidents.subList(0, Math.min(8, incidents.size()))) {
                    boolean large = signal.pushedPct().compareTo(BigDecimal.TEN) > 0;
                    risks.add(
                            new IncidentRisk(
                                    incident.incidentId(),
                                    incident.rule(),
                                    incident.subject(),
                                    new BigDecimal(large ? 90 : 80),
                                    signal.timeMs()));
                }
                incidents = null;
            }
        }
        return risks;
    }
}
