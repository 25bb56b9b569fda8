package io.hyperwatch.replay;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.normalize.Watchlist;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.relay.BridgeStart;
import io.hyperwatch.bridge.relay.TradeGap;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.topics.Topic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bridge whose inputs a file holds, without its sockets: the same inputs give the same records
 * under the same sequences. Each file has its own, and each start within a file begins a new one.
 */
final class RecordedBridge {

    /** Longer than trades of a second socket wait for those of the first. */
    private static final long PATIENCE_MS = 2_000;

    private final Path file;
    private final Set<Long> epochs;
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private Normalizer normalizer;
    private long duplicates;
    private long lastMs;

    /**
     * @param epochs taken by other bridges; sequences must not repeat
     */
    RecordedBridge(Path file, Set<Long> epochs) {
        this.file = file;
        this.epochs = epochs;
    }

    /**
     * @throws IOException when the file cannot be opened a second time to look for its coins
     */
    List<Envelope> take(RecordedLine line) throws IOException {
        lastMs = line.receivedAtMs();
        if (line instanceof RecordedLine.Started started) {
            start(started.bridge());
            return List.of();
        }
        if (normalizer == null) {
            start(line);
        }
        if (line instanceof RecordedLine.Received received) {
            return records(received.input());
        }
        if (line instanceof RecordedLine.Told told) {
            return normalizer.own(
                    Topic.COVERAGE, told.event().stream(), told.event(), told.receivedAtMs());
        }
        if (line instanceof RecordedLine.Marked marked) {
            TradeGap gap = marked.gap();
            return normalizer.gap(gap.coin(), gap.fromMs(), gap.toMs(), marked.receivedAtMs());
        }
        if (line instanceof RecordedLine.Passed passed) {
            List<Envelope> released = records(new Input.Opened(passed.receivedAtMs(), 0));
            normalizer.skip(passed.records() - released.size());
            return released;
        }
        throw new IllegalArgumentException("a message that has not become a frame: " + line);
    }

    /** What still waits when the file ends. */
    List<Envelope> end() {
        return normalizer == null ? List.of() : records(new Input.Opened(lastMs + PATIENCE_MS, 0));
    }

    /** Receipt of the oldest input whose records are still to come. */
    long oldestWaitingMs() {
        return normalizer == null ? Long.MAX_VALUE : normalizer.oldestWaitingMs();
    }

    Map<Fault, Long> faults() {
        return faults;
    }

    /** Events that were known before. */
    long duplicates() {
        return duplicates;
    }

    private List<Envelope> records(Input input) {
        Normalized normalized = normalizer.normalize(input);
        normalized.faults().forEach(fault -> faults.merge(fault, 1L, Long::sum));
        duplicates += normalized.duplicates();
        return normalized.records();
    }

    private void start(BridgeStart bridge) {
        epochs.add(bridge.epochMs());
        normalizer =
                new Normalizer(
                        bridge.epochMs(),
                        new Watchlist(
                                bridge.coins(),
                                bridge.allCoins(),
                                bridge.hlpVault(),
                                AccountPlaces.knownChildren(bridge.hlpVault()),
                                bridge.bookSigFigs()),
                        bridge.coveredUntilMs());
    }

    private void start(RecordedLine first) throws IOException {
        long epochMs = first.receivedAtMs();
        while (!epochs.add(epochMs)) {
            epochMs++;
        }
        normalizer = new Normalizer(epochMs, CoinScan.watchlist(file));
    }
}
