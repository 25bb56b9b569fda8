package io.hyperwatch.patterns.incident;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceTest {

    @Test
    void keepsTheFirstTwentyAndTheNewestTwentyOfTheOthers() {
        Evidence evidence = events(0, 100);
        assertThat(evidence.count()).isEqualTo(100);
        assertThat(evidence.totalUsd()).isEqualByComparingTo("4950");
        assertThat(identities(evidence.first())).containsExactlyElementsOf(names(0, 20));
        assertThat(identities(evidence.last())).containsExactlyElementsOf(names(80, 100));
    }

    @Test
    void showsNoEventTwice() {
        Evidence evidence = events(0, 25);
        assertThat(identities(evidence.first())).containsExactlyElementsOf(names(0, 20));
        assertThat(identities(evidence.last())).containsExactlyElementsOf(names(20, 25));
    }

    @Test
    void joinedInAnyPiecesItIsTheSame() {
        Random random = new Random(7);
        for (int run = 0; run < 2_000; run++) {
            int all = random.nextInt(130);
            Evidence joined = Evidence.NONE;
            for (int from = 0; from < all; ) {
                int to = Math.min(all, from + random.nextInt(60));
                joined = joined.then(events(from, to));
                from = to;
            }
            assertThat(joined).isEqualTo(events(0, all));
        }
    }

    @Test
    void anEventThatGrowsIsCountedOnce() {
        Evidence evidence = events(0, 30).grown(event(3, "50"), new BigDecimal("3"));
        assertThat(evidence.count()).isEqualTo(30);
        assertThat(evidence.totalUsd()).isEqualByComparingTo("482");
        assertThat(evidence.first().get(3).valueUsd()).isEqualByComparingTo("50");
    }

    @Test
    void isWrittenAsCanonicalJson() {
        assertThat(events(0, 1).toJson())
                .isEqualTo(
                        "{\"count\":1,\"first\":[{\"coin\":\"BTC\",\"id\":\"e0\",\"time\":\"1970-01-01T00:00:00.000Z\",\"value_usd\":\"0\"}],\"last\":[],\"total_usd\":\"0\"}");
        assertThat(Evidence.NONE.toJson())
                .isEqualTo("{\"count\":0,\"first\":[],\"last\":[],\"total_usd\":null}");
    }

    private static Evidence events(int from, int to) {
        Evidence evidence = Evidence.NONE;
        for (int i = from; i < to; i++) {
            evidence = evidence.plus(event(i, String.valueOf(i)));
        }
        return evidence;
    }

    private static EvidenceEvent event(int number, String usd) {
        return EvidenceEvent.of("e" + number, number, new BigDecimal(usd), Map.of("coin", "BTC"));
    }

    private static List<String> identities(List<EvidenceEvent> events) {
        return events.stream().map(EvidenceEvent::identity).toList();
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
    }
}
