package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever brings a fill, and however often, it goes out once. */
class FillRepeatsTest {

    private static final String STREAM = "userFills:" + VICTIM;

    private final Normalizer normalizer = Frames.normalizer();

    private static String fill(long tid) {
        return Frames.fill("HYPE", "A", "Close Long", tid, "")
                .replace(Long.toString(TIME), Long.toString(TIME - 10_000 + tid));
    }

    private static String fills(long from, long to) {
        return IntStream.range((int) from, (int) to)
                .mapToObj(FillRepeatsTest::fill)
                .collect(Collectors.joining(","));
    }

    private static String reversed(long from, long to) {
        return IntStream.range((int) from, (int) to)
                .mapToObj(tid -> fill(to - 1 - (tid - from)))
                .collect(Collectors.joining(","));
    }

    private Normalized snapshot(int connection, String fills) {
        return frame(connection, Frames.userFills(VICTIM, "\"isSnapshot\":true,", fills));
    }

    private Normalized live(int connection, String fills) {
        return frame(connection, Frames.userFills(VICTIM, "", fills));
    }

    private Normalized frame(int connection, String text) {
        return normalizer.normalize(new Input.Frame(RECEIVED, connection, text));
    }

    private Normalized answer(String type, String fills) {
        return normalizer.normalize(
                new Input.Answer(
                        RECEIVED,
                        1,
                        "{\"type\":\"%s\",\"user\":\"%s\"}".formatted(type, VICTIM),
                        "[" + fills + "]",
                        Source.BACKFILL,
                        true));
    }

    private static List<Long> tids(Normalized normalized) {
        return normalized.records().stream()
                .filter(r -> r.topic() == Topic.FILLS && r.value() != null)
                .map(r -> Frames.event(r, Fill.class).tid())
                .toList();
    }

    @Test
    void aLaterSnapshotAddsOnlyWhatIsNewAndSaysThatItOverlaps() {
        Normalized first = snapshot(1, fills(1, 4));
        Normalized later = snapshot(2, fills(2, 6));

        assertThat(tids(first)).containsExactly(1L, 2L, 3L);
        assertThat(first.notices())
                .containsExactly(
                        new Notice(STREAM, 1, 3, 3, TIME - 9_999, TIME - 9_997, false, true));
        assertThat(tids(later)).containsExactly(4L, 5L);
        assertThat(later.duplicates()).isEqualTo(2);
        assertThat(later.records())
                .extracting(r -> r.header(HeaderNames.SNAPSHOT).orElse("absent"))
                .containsOnly("true");
        assertThat(later.records().get(1).header(HeaderNames.LAST)).contains("true");
        assertThat(later.records().get(2).header(HeaderNames.KIND))
                .contains(HeaderNames.SNAPSHOT_END);
        assertThat(later.notices())
                .containsExactly(
                        new Notice(STREAM, 2, 4, 2, TIME - 9_998, TIME - 9_995, true, true));
    }

    @Test
    void aFullSnapshotThatMeetsNothingKnownMayHideAGap() {
        snapshot(1, fills(1, 4));

        Notice notice = snapshot(2, fills(3_000, 5_000)).notices().get(0);

        assertThat(notice.overlaps()).isFalse();
        assertThat(notice.whole()).isFalse();
        assertThat(notice.reachesBackTo(TIME - 9_997)).isFalse();
    }

    @Test
    void aRowTwiceInOneListIsNoOverlap() {
        Normalized normalized = snapshot(1, fill(1) + "," + fill(1));

        assertThat(tids(normalized)).containsExactly(1L);
        assertThat(normalized.notices().get(0).overlaps()).isFalse();
    }

    @Test
    void restFillsComeInExecutionOrderWithTheirSourceAndWithoutRepeats() {
        live(1, fills(3, 4));

        Normalized latest = answer("userFills", reversed(1, 5));
        Normalized page = answer("userFillsByTime", fills(2, 7));

        assertThat(tids(latest)).containsExactly(1L, 2L, 4L);
        assertThat(tids(page)).containsExactly(5L, 6L);
        assertThat(latest.records())
                .allSatisfy(
                        r -> {
                            assertThat(r.header(HeaderNames.SOURCE)).contains("backfill");
                            assertThat(r.header(HeaderNames.SNAPSHOT)).isEmpty();
                        });
        assertThat(page.notices())
                .containsExactly(
                        new Notice(STREAM, 0, 5, 2, TIME - 9_998, TIME - 9_994, true, true));
    }

    @Test
    void latestFillsOfOneMillisecondAreReversedAllTheSame() {
        String one = Frames.fill("HYPE", "A", "Close Long", 1, "");
        String two = Frames.fill("HYPE", "A", "Close Long", 2, "");

        assertThat(tids(answer("userFills", two + "," + one))).containsExactly(1L, 2L);
        assertThat(tids(answer("userFillsByTime", one.replace(":1,", ":3,") + "," + two)))
                .containsExactly(3L);
    }

    @Test
    void aSecondLiveFrameIsARepeatButAnotherSideOrAccountIsNot() {
        live(1, fill(1));

        Normalized again = live(2, fill(1));
        Normalized otherSide = live(1, fill(1).replace("\"side\":\"A\"", "\"side\":\"B\""));
        Normalized counterparty = frame(1, Frames.userFills(MAKER, "", fill(1)));

        assertThat(again.records()).isEmpty();
        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(again.notices()).isEmpty();
        assertThat(again.stream()).isEqualTo(STREAM);
        assertThat(tids(otherSide)).containsExactly(1L);
        assertThat(tids(counterparty)).containsExactly(1L);
    }

    @Test
    void whatANodeHasBroughtIsKnownToTheOtherStreamsAndBack() {
        Normalized node = node(fill(1));
        Normalized streamed = live(1, fill(1));
        live(1, fill(2));
        Normalized nodeAgain = node(fill(2));

        assertThat(tids(node)).containsExactly(1L);
        assertThat(streamed.records()).isEmpty();
        assertThat(nodeAgain.records()).isEmpty();
    }

    private Normalized node(String fill) {
        String line = "[\"%s\",%s]".formatted(VICTIM, fill);
        return normalizer.normalize(new Input.NodeLine(RECEIVED, "node_fills", line));
    }

    @Test
    void aBackfillOfTenThousandBehindASnapshotAddsEachFillOnce() {
        List<Long> published = new ArrayList<>(tids(snapshot(1, fills(8_000, 10_000))));
        for (long from = 1; from < 10_000; from += 1_999) {
            published.addAll(
                    tids(answer("userFillsByTime", fills(from, Math.min(from + 2_000, 10_000)))));
        }

        assertThat(published).hasSize(9_999).doesNotHaveDuplicates();
    }

    /** Against a set of all that has ever come, within the memory of 2,500. */
    @Test
    void randomRepeatsFromEverywhereGoOutOnce() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            FillRepeatsTest run = new FillRepeatsTest();
            List<Long> published = new ArrayList<>();
            Set<Long> sent = new TreeSet<>();
            long written = 1;
            for (int step = 0; step < 20; step++) {
                long from = Math.max(1, written - random.nextInt(40));
                written += random.nextInt(6);
                LongStream.range(from, written).forEach(sent::add);
                Normalized normalized =
                        switch (random.nextInt(5)) {
                            case 0 -> run.snapshot(step, fills(from, written));
                            case 1 -> run.answer("userFills", reversed(from, written));
                            case 2 -> run.answer("userFillsByTime", fills(from, written));
                            case 3 -> run.snapshot(step, reversed(from, written));
                            default -> run.live(step, fills(from, written));
                        };
                published.addAll(tids(normalized));
                assertThat(normalized.records())
                        .filteredOn(r -> r.topic() == Topic.DEAD_LETTERS)
                        .as("seed %d", seed)
                        .isEmpty();
            }
            assertThat(published)
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void aBadRowCountsAmongTheRowsOfItsList() {
        Normalized normalized = snapshot(1, fill(1) + ",{\"coin\":7}");

        List<Envelope> letters =
                normalized.records().stream().filter(r -> r.topic() == Topic.DEAD_LETTERS).toList();
        assertThat(letters).hasSize(1);
        assertThat(normalized.notices().get(0).rows()).isEqualTo(2);
        assertThat(normalized.notices().get(0).added()).isEqualTo(1);
    }
}
