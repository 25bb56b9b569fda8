package io.hyperwatch.bridge.observe;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTest {

    @Test
    void everyFigureStandsInItsColumn() {
        Statistics statistics =
                new Statistics(
                        3_725_000,
                        Map.of(
                                "trades", new Statistics.Traffic(1_000_000, 250_000_000),
                                "rest", new Statistics.Traffic(40, 123_456)),
                        Map.of("hl.trades.v1", 2_500_000L, "hl.prices.v1", 12L),
                        670_500,
                        60,
                        0,
                        1,
                        3,
                        2,
                        Map.of("silence", 1L, "closed", 1L),
                        new Statistics.Gaps(5, Map.of("replay", 3L, "resumed", 1L), 12.34),
                        Map.of("clearinghouseState", new Statistics.Calls(39, 1, 80)),
                        Map.of("not_json", 2L),
                        new Statistics.Latency(3_170_512, 1.25, 9.87, 104.5));

        assertThat(Summary.of(statistics))
                .isEqualTo(
                        """
                        ran for 1:02:05
                        received                                messages           bytes        a second
                          rest                                        40         123,456             0.0
                          trades                               1,000,000     250,000,000           268.5
                          total                                1,000,040     250,123,456           268.5
                        written                                  records
                          hl.prices.v1                                12
                          hl.trades.v1                         2,500,000
                          total                                2,500,012
                          ticks                                  670,500
                          duplicates left out                         60
                          dropped, spool full                          0
                          not confirmed by Kafka                       1
                        connections                               number
                          opened                                       3
                          of these reconnects                          2
                          lost: closed                                 1
                          lost: silence                                1
                        gaps                                      number
                          opened                                       5
                          closed by replay                             3
                          closed by resumed                            1
                          still open                                   1
                          seconds lost                              12.3
                        REST                                    answered          failed          weight
                          clearinghouseState                          39               1              80
                        dead letters                              number
                          not_json                                     2
                        Kafka latency                             p50 ms          p99 ms          max ms
                          3,170,512 records                          1.3             9.9           104.5""");
    }

    @Test
    void aRunWithoutAnythingHasNothingToDivideBy() {
        Statistics nothing =
                new Statistics(
                        0,
                        Map.of(),
                        Map.of(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Map.of(),
                        new Statistics.Gaps(0, Map.of(), 0),
                        Map.of(),
                        Map.of(),
                        new Statistics.Latency(0, 0, 0, 0));

        assertThat(Summary.of(nothing)).startsWith("ran for 0:00:00\n").doesNotContain("NaN");
    }
}
