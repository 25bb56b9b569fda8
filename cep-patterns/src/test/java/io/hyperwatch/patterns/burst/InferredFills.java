package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;

import java.math.BigDecimal;

/** Inferred fills, each the first of its burst. */
final class InferredFills {

    private InferredFills() {}

    static LiquidationFill fill(String user, String coin, long timeMs, int valueUsd, long tid) {
        return new LiquidationFill(
                user + timeMs,
                coin,
                timeMs,
                tid,
                user,
                "0xmaker",
                PositionSide.LONG,
                BigDecimal.valueOf(valueUsd),
                BigDecimal.ONE,
                null,
                null,
                null,
                "0x1",
                LiquidationMethod.MARKET,
                LiquidationGrade.INFERRED_BURST,
                timeMs,
                1,
                BigDecimal.valueOf(valueUsd),
                true,
                false,
                0,
                new Provenance(
                        Source.WS, timeMs + 500, new Sequence(1, tid), 1, tid, 0, true, false));
    }
}
