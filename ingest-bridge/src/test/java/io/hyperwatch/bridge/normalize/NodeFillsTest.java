package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.hyperwatch.bridge.normalize.Frames.BUYER;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.SELLER;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.fill;
import static org.assertj.core.api.Assertions.assertThat;

class NodeFillsTest {

    private static final String BUY = fill("BTC", "B", "Open Long", 7, "");
    private static final String SELL = fill("BTC", "A", "Open Short", 7, "");

    private final Normalizer normalizer = Frames.normalizer();

    private Normalized line(String text) {
        return normalizer.normalize(new Input.NodeLine(RECEIVED, "hourly/20250716/9", text));
    }

    private static String event(String user, String fill) {
        return "[\"%s\",%s]".formatted(user, fill);
    }

    private static String block(String... events) {
        return "{\"local_time\":\"2025-07-16T13:16:01\",\"block_time\":\"2025-07-16T13:16:00\",\"block_number\":7,\"events\":[%s]}"
                .formatted(String.join(",", events));
    }

    @Test
    void aLineIsTheFillOfItsUser() {
        Normalized normalized = line(event(BUYER.toUpperCase().replace("0X", "0x"), BUY));

        Fill fill = AccountFrames.only(normalized, Topic.FILLS, Fill.class);
        assertThat(fill.user()).isEqualTo(BUYER);
        assertThat(fill.timeMs()).isEqualTo(TIME);
        Envelope record = normalized.records().get(0);
        assertThat(record.key()).isEqualTo(BUYER);
        assertThat(record.header(HeaderNames.SOURCE)).contains("node");
        assertThat(record.header(HeaderNames.CONNECTION)).contains("0");
        assertThat(record.header(HeaderNames.SNAPSHOT)).isEmpty();
        assertThat(normalized.stream()).isEqualTo("nodeFills");
    }

    @Test
    void bothSidesOfABlocksTradeStayNeighbours() {
        Normalized normalized = line(block(event(BUYER, BUY), event(SELLER, SELL)));

        assertThat(AccountFrames.events(normalized, Topic.FILLS, Fill.class))
                .extracting(Fill::user)
                .containsExactly(BUYER, SELLER);
        assertThat(normalized.records())
                .extracting(r -> r.header(HeaderNames.INDEX).orElseThrow())
                .containsExactly("0", "1");
    }

    @Test
    void anEmptyBlockIsNothing() {
        assertThat(line(block()).records()).isEmpty();
    }

    @Test
    void aLineReadAgainIsARepeat() {
        line(block(event(BUYER, BUY), event(SELLER, SELL)));

        Normalized again = line(event(BUYER, BUY));

        assertThat(again.records()).isEmpty();
        assertThat(again.duplicates()).isEqualTo(1);
    }

    @Test
    void memoryIsKeptOfTheLastHundredThousand() {
        for (int i = 0; i <= 100_000; i++) {
            line(event(BUYER, fill("BTC", "B", "Open Long", i, "")));
        }

        assertThat(line(event(BUYER, fill("BTC", "B", "Open Long", 100_000, ""))).records())
                .isEmpty();
        assertThat(line(event(BUYER, fill("BTC", "B", "Open Long", 0, ""))).records()).hasSize(1);
    }

    @Test
    void aBadEventDoesNotTakeItsBlockWithIt() {
        String bad = event("0x12", BUY);

        Normalized normalized = line(block(bad, event(SELLER, SELL)));

        assertThat(AccountFrames.events(normalized, Topic.FILLS, Fill.class)).hasSize(1);
        DeadLetter letter = Frames.onlyDeadLetter(normalized);
        assertThat(letter.origin()).isEqualTo("node:hourly/20250716/9");
        assertThat(letter.reason()).isEqualTo("events[0][0]: 0x and 40 hex digits expected");
        assertThat(letter.payload()).isEqualTo(bad);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"0x12\"|not JSON: Unexpected end-of-input",
                "[]|line: user and fill expected, got 0",
                "{}|line.events: missing",
                "7|line: an object expected, got number",
                "{\"events\":[7]}|events[0]: an array expected, got number"
            })
    void whatIsNoLineOfFillsIsADeadLetter(String text, String reason) {
        DeadLetter letter = Frames.onlyDeadLetter(line(text));

        assertThat(letter.reason()).startsWith(reason);
        assertThat(letter.origin()).isEqualTo("node:hourly/20250716/9");
    }
}
