package io.hyperwatch.patterns.adl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The fills of one second; state of {@link AdlWindows}, keyed by second.
 *
 * @param totals by time, at most 1,000 of them; blocks come every 84 ms, so usually 12
 */
public record AdlSecond(List<AdlTotal> totals) {

    static final AdlSecond NONE = new AdlSecond(List.of());

    AdlSecond plus(long timeMs, BigDecimal valueUsd) {
        List<AdlTotal> more = new ArrayList<>(totals);
        int place = more.size();
        while (place > 0 && more.get(place - 1).timeMs() > timeMs) {
            place--;
        }
        if (place > 0 && more.get(place - 1).timeMs() == timeMs) {
            AdlTotal before = more.get(place - 1);
            more.set(
                    place - 1,
                    new AdlTotal(timeMs, before.fills() + 1, before.valueUsd().add(valueUsd)));
        } else {
            more.add(place, new AdlTotal(timeMs, 1, valueUsd));
        }
        return new AdlSecond(more);
    }
}
