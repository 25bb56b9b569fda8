package io.hyperwatch.patterns.cascade;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The rule at work on fills written by hand; times are milliseconds after the beginning. */
final class CascadeFills {

    static final long BEGINNING = 1_760_130_903_000L;

    private final RuleRun<LiquidationFill, CascadeParameters> run;
    private long sequence;

    CascadeFills(RuleChange... changes) {
        run = CascadeRandomTest.run(List.of(changes));
    }

    static RuleChange change(int version, RuleState state, long fromMs, String parameters) {
        return new RuleChange(
                CascadeCore.RULE, "*", version, parameters, state, BEGINNING + fromMs, "test");
    }

    List<Alert> alerts() {
        return run.recorded().alerts();
    }

    RuleRun<LiquidationFill, CascadeParameters> run() {
        return run;
    }

    List<WaveSignal> waves() {
        return new ArrayList<>(run.sent(CascadeRule.WAVES));
    }

    void pass(long atMs) {
        run.advance(BEGINNING + atMs);
    }

    /** Liquidations of one fill each, a millisecond apart. */
    void several(int count, long fromMs, String usd) {
        for (int i = 0; i < count; i++) {
            judge("at " + fromMs + " " + i, fromMs + i, usd);
        }
    }

    void judge(String id, long atMs, String usd) {
        fill(id).at(atMs).usd(usd).judge();
    }

    Fill fill(String id) {
        return new Fill(id);
    }

    /** A fill being written: by default the only one of its liquidation, at a price of 100. */
    final class Fill {

        private final String id;
        private long atMs;
        private Long startMs;
        private Long receivedMs;
        private long tid = ++sequence;
        private int number = 1;
        private BigDecimal price = BigDecimal.valueOf(100);
        private BigDecimal usd = BigDecimal.ONE;
        private BigDecimal totalUsd;
        private LiquidationGrade grade = LiquidationGrade.CONFIRMED_FILL;
        private PositionSide side = PositionSide.LONG;
        private boolean counted = true;
        private boolean history;

        private Fill(String id) {
            this.id = id;
        }

        Fill at(long newAtMs) {
            atMs = newAtMs;
            return this;
        }

        Fill receivedAt(long newReceivedMs) {
            receivedMs = newReceivedMs;
            return this;
        }

        Fill tid(long newTid) {
            tid = newTid;
            return this;
        }

        /** Not the first of its liquidation. */
        Fill further(int newNumber, long newStartMs, String newTotalUsd) {
            number = newNumber;
            startMs = newStartMs;
            totalUsd = new BigDecimal(newTotalUsd);
            return this;
        }

        Fill price(String newPrice) {
            price = new BigDecimal(newPrice);
            return this;
        }

        Fill usd(String newUsd) {
            usd = new BigDecimal(newUsd);
            return this;
        }

        Fill grade(LiquidationGrade newGrade) {
            grade = newGrade;
            return this;
        }

        Fill side(PositionSide newSide) {
            side = newSide;
            return this;
        }

        Fill notCounted() {
            counted = false;
            return this;
        }

        Fill history() {
            history = true;
            return this;
        }

        void judge() {
            long received = BEGINNING + (receivedMs == null ? atMs : receivedMs);
            BigDecimal size = price.signum() == 0 ? BigDecimal.ONE : usd.divide(price);
            run.judge(
                    RandomCascades.liquidation(
                            id,
                            BEGINNING + atMs,
                            tid,
                            "0xaccount of " + id,
                            side,
                            price,
                            size,
                            grade,
                            BEGINNING + (startMs == null ? atMs : startMs),
                            number,
                            totalUsd == null ? price.multiply(size) : totalUsd,
                            counted,
                            history,
                            new Provenance(
                                    Source.WS,
                                    received,
                                    new Sequence(1, ++sequence),
                                    1,
                                    sequence,
                                    0,
                                    true,
                                    false)),
                    received);
        }
    }
}
