package io.hyperwatch.patterns.trades;

import io.hyperwatch.events.Provenance;

import java.util.ArrayList;
import java.util.List;

/**
 * The frame whose trades are being read; state of {@link TakerOrderCore}.
 *
 * @param epochMs start of the bridge that received it
 * @param connection number of its socket
 * @param frame its number
 * @param touched keys of the orders it added to, in the order of their first trade in it
 */
public record OpenFrame(long epochMs, int connection, long frame, List<String> touched) {

    static OpenFrame of(Provenance provenance) {
        return new OpenFrame(
                provenance.sequence().epochMs(),
                provenance.connection(),
                provenance.frame(),
                List.of());
    }

    boolean holds(Provenance provenance) {
        return epochMs == provenance.sequence().epochMs()
                && connection == provenance.connection()
                && frame == provenance.frame();
    }

    OpenFrame touching(String key) {
        if (touched.contains(key)) {
            return this;
        }
        List<String> more = new ArrayList<>(touched);
        more.add(key);
        return new OpenFrame(epochMs, connection, frame, more);
    }
}
