package io.hyperwatch.testbed.incidents;

import io.hyperwatch.events.VaultSnapshot.HistoryPoint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import static io.hyperwatch.testbed.incidents.Spans.HOUR;
import static io.hyperwatch.testbed.incidents.Spans.MINUTE;

/** The HLP vault before and while it loses money. */
final class VaultPast {

    static final String HLP = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";

    private VaultPast() {}

    /** A snapshot a minute of a vault that earns a little and then loses this within minutes. */
    static void write(
            MarketLog log, long begin, long end, double value, double loss, long lostAtMs) {
        List<HistoryPoint> pnl = new ArrayList<>();
        List<HistoryPoint> values = new ArrayList<>();
        double earned = 60_000_000;
        for (long time = begin - 48 * HOUR; time < begin; time += HOUR) {
            earned += 4_000;
            pnl.add(point(time, earned));
            values.add(point(time, value));
        }
        for (long time = begin; time < end; time += MINUTE) {
            double lost =
                    time < lostAtMs
                            ? 0
                            : loss * Math.min(1, (time - lostAtMs) / (2.0 * MINUTE) + 0.5);
            double now = earned + lost + (time - begin) / 60_000.0 * 60;
            List<HistoryPoint> pnlNow = new ArrayList<>(pnl);
            pnlNow.add(point(time, now));
            List<HistoryPoint> valuesNow = new ArrayList<>(values);
            valuesNow.add(point(time, value + lost));
            log.vault(HLP, time, value + lost, now - earned + 96_000, valuesNow, pnlNow);
        }
    }

    private static HistoryPoint point(long time, double value) {
        return new HistoryPoint(time, BigDecimal.valueOf(Math.round(value)));
    }
}
