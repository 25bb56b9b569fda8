package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.LeaderboardEntry;
import io.hyperwatch.events.LeaderboardEntry.Performance;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.Locale;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

class LeaderboardTest {

    private static final String MAKER = "0xABCDEF0000000000000000000000000000000001";

    private static String row(String address, String displayName, String windows) {
        return "{\"ethAddress\":\"%s\",\"accountValue\":\"48857952.3308470026\",\"windowPerformances\":[%s],\"prize\":0,\"displayName\":%s}"
                .formatted(address, windows, displayName);
    }

    private static String window(String name, String pnl, String roi, String volume) {
        return "[\"%s\",{\"pnl\":\"%s\",\"roi\":\"%s\",\"vlm\":\"%s\"}]"
                .formatted(name, pnl, roi, volume);
    }

    private static Normalized part(String... rows) {
        return Frames.normalizer()
                .normalize(
                        Frames.answer(
                                RECEIVED,
                                "{\"type\":\"leaderboard\"}",
                                "{\"leaderboardRows\":[" + String.join(",", rows) + "]}"));
    }

    @Test
    void aRowIsAnEntryWithItsWindows() {
        Normalized normalized =
                part(
                        row(
                                MAKER,
                                "\"ABC\"",
                                String.join(
                                        ",",
                                        window("day", "644054.37", "0.0133582723", "3250555746.66"),
                                        window("week", "-1.5", "-0.07", "2"),
                                        window("month", "3", "0.1", "4"),
                                        window("allTime", "5", "0.5", "6"),
                                        window("year", "7", "0.7", "8"))));

        Envelope envelope = normalized.records().get(0);
        assertThat(envelope.topic()).isEqualTo(Topic.LEADERBOARD);
        assertThat(envelope.key()).isEqualTo(MAKER.toLowerCase(Locale.ROOT));
        assertThat(envelope.timestampMs()).isEqualTo(RECEIVED);
        assertThat(Frames.event(envelope, LeaderboardEntry.class))
                .isEqualTo(
                        new LeaderboardEntry(
                                envelope.key(),
                                new BigDecimal("48857952.3308470026"),
                                "ABC",
                                performance("644054.37", "0.0133582723", "3250555746.66"),
                                performance("-1.5", "-0.07", "2"),
                                performance("3", "0.1", "4"),
                                performance("5", "0.5", "6"),
                                RECEIVED,
                                null));
    }

    private static Performance performance(String pnl, String roi, String volume) {
        return new Performance(new BigDecimal(pnl), new BigDecimal(roi), new BigDecimal(volume));
    }

    @Test
    void namesAndWindowsMayBeAbsent() {
        Normalized normalized =
                part(row(MAKER, "null", window("day", "1", "2", "3")), row(MAKER, "\"\"", ""));

        LeaderboardEntry first = (LeaderboardEntry) normalized.events().get(0);
        LeaderboardEntry second = (LeaderboardEntry) normalized.events().get(1);
        assertThat(first.displayName()).isNull();
        assertThat(first.week()).isNull();
        assertThat(second.displayName()).isNull();
        assertThat(second.day()).isNull();
    }

    @Test
    void aBadRowLeavesItsNeighbours() {
        String bad = row(MAKER, "null", "[\"day\",{\"pnl\":1,\"roi\":\"0\",\"vlm\":\"0\"}]");

        Normalized normalized = part(row(MAKER, "null", ""), bad, row("0x1", "null", ""));

        assertThat(normalized.events()).hasSize(1);
        assertThat(normalized.faults()).hasSize(2);
        assertThat(normalized.records().get(1).value()).isNotNull();
        assertThat(Frames.event(normalized.records().get(1), DeadLetter.class).reason())
                .isEqualTo(
                        "leaderboardRows[1].windowPerformances[0][1].pnl: a decimal string expected, got number");
    }

    @Test
    void whatHasNoRowsFieldIsADeadLetter() {
        Normalized normalized =
                Frames.normalizer()
                        .normalize(Frames.answer(RECEIVED, "{\"type\":\"leaderboard\"}", "{}"));

        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo("leaderboardRows: missing");
    }
}
