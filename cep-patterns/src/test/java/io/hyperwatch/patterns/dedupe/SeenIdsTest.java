package io.hyperwatch.patterns.dedupe;

import io.hyperwatch.patterns.factlog.NaiveSeen;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SeenIdsTest {

    private static final long NOW = 1_784_684_100_000L;
    private static final long HOUR = SeenIds.HORIZON_MS;

    private final HeapTable<String, Seen> table = new HeapTable<>();
    private final SeenIds ids = new SeenIds(table, new HeapCell<>());

    @Test
    void aRepeatIsADuplicate() {
        assertThat(ids.admit("a", NOW, NOW)).isEqualTo(Admission.NEW);
        assertThat(ids.admit("a", NOW, NOW + 5)).isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void anArrivalOfExactlyOneHourCountsAndOneMillisecondMoreIsTooOld() {
        assertThat(ids.admit("a", NOW - HOUR, NOW)).isEqualTo(Admission.NEW);
        assertThat(ids.admit("b", NOW - HOUR - 1, NOW)).isEqualTo(Admission.TOO_OLD);
        assertThat(ids.admit("b", NOW - HOUR - 1, NOW)).isEqualTo(Admission.DUPLICATE);
    }

    @Test
    void theLast64IdsAreKnownWhateverTheirAge() {
        for (int i = 0; i < 65; i++) {
            ids.admit("id" + i, NOW, NOW);
        }
        long nextDay = NOW + 24 * HOUR;
        ids.advance(nextDay);
        assertThat(table.size()).isEqualTo(64);
        for (int i = 1; i < 65; i++) {
            assertThat(ids.admit("id" + i, NOW, nextDay)).isEqualTo(Admission.DUPLICATE);
        }
        assertThat(ids.admit("id0", NOW, nextDay)).isEqualTo(Admission.TOO_OLD);
    }

    @Test
    void nothingIsDueWhileEverythingIsAmongTheLast64() {
        for (int i = 0; i < 64; i++) {
            ids.admit("id" + i, NOW, NOW);
            assertThat(ids.nextDeadlineMs()).isEqualTo(SeenIds.NEVER);
        }
        ids.admit("id64", NOW, NOW);
        assertThat(ids.nextDeadlineMs()).isEqualTo((NOW / 300_000 + 1) * 300_000);
        assertThat(ids.advance(NOW + 2 * HOUR)).containsExactly("id0");
        assertThat(ids.nextDeadlineMs()).isEqualTo(SeenIds.NEVER);
    }

    @Test
    void tenThousandRandomStreamsAgreeWithALoopOverEverythingThatArrived() {
        for (int seed = 0; seed < 10_000; seed++) {
            agreesWithTheNaiveLoop(seed);
        }
    }

    @Test
    void stateTypesAreSerializedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Seen.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SeenProgress.class);
    }

    private static void agreesWithTheNaiveLoop(int seed) {
        Random random = new Random(seed);
        SeenIds tested = new SeenIds(new HeapTable<>(), new HeapCell<>());
        NaiveSeen naive = new NaiveSeen();
        int ids = 40 + random.nextInt(120);
        long logTimeMs = NOW;
        for (int i = 0; i < 150; i++) {
            logTimeMs += random.nextInt(20) == 0 ? random.nextInt(3_000_000) : random.nextInt(500);
            if (random.nextBoolean()) {
                tested.advance(logTimeMs - random.nextInt(2));
            }
            int id = random.nextInt(ids);
            long timeMs = NOW + id * 40_000L;
            assertThat(tested.admit("id" + id, timeMs, logTimeMs).name())
                    .as("seed %d, arrival %d", seed, i)
                    .isEqualTo(naive.admit("id" + id, timeMs, logTimeMs));
        }
    }
}
