package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.node.NodeFillTail;
import io.hyperwatch.bridge.normalize.Captures.Exchange;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every real payload of fills, field by field against a plain reading of the same text: what each
 * holds, in which order, and that positions chain from fill to fill.
 */
class CapturedFillsTest {

    private final AccountAnswers answers = new AccountAnswers();

    private static void assertSameFills(List<Fill> fills, List<JsonNode> rows) {
        assertThat(fills).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            AccountAnswers.assertSame(fills.get(i), rows.get(i));
        }
    }

    /** Steps from a fill to the next of its perp that do not start where the last one ended. */
    private static int breaks(List<Fill> fills) {
        Map<String, BigDecimal> positions = new HashMap<>();
        int breaks = 0;
        for (Fill fill : fills) {
            if (fill.coin().contains("/") || fill.coin().startsWith("@")) {
                continue;
            }
            BigDecimal known = positions.get(fill.coin());
            if (known != null && known.compareTo(fill.startPosition()) != 0) {
                breaks++;
            }
            BigDecimal change = fill.side() == Side.B ? fill.size() : fill.size().negate();
            positions.put(fill.coin(), fill.startPosition().add(change));
        }
        return breaks;
    }

    @ParameterizedTest
    @CsvSource({
        "rest/linlea666/userFillsByTime.json, userFillsByTime, 2000, false",
        "rest/gblack686-raw_fills.json, userFills, 50, true",
        "rest/soluutions-fills_recent.json, userFills, 2000, false"
    })
    void listsOfFills(String file, String type, int count, boolean newestFirst) throws IOException {
        String text = Captures.text(file);

        Normalized normalized = answers.answerTo(type, text);

        List<Fill> fills = AccountFrames.events(normalized, Topic.FILLS, Fill.class);
        assertThat(fills).hasSize(count);
        assertSameFills(fills, AccountAnswers.rows(Captures.PLAIN.readTree(text), newestFirst));
        assertThat(breaks(fills)).isZero();
        Notice notice = normalized.notices().get(0);
        assertThat(notice.rows()).isEqualTo(count);
        assertThat(notice.added()).isEqualTo(count);
        assertThat(notice.whole()).isEqualTo(count < 2_000);
        assertThat(answers.answerTo(type, text).records()).isEmpty();
    }

    @Test
    void fillsOfAFollowerInManyOverlappingAnswers() throws IOException {
        List<Fill> fills = new ArrayList<>();
        Map<Long, JsonNode> distinct = new HashMap<>();
        int rows = 0;
        int repeats = 0;
        for (JsonNode query :
                Captures.PLAIN
                        .readTree(Captures.text("rest/papaartemsmurf-follower_fills.json"))
                        .get("queries")) {
            Normalized normalized =
                    answers.answerTo("userFillsByTime", query.get("fills").toString());
            fills.addAll(AccountFrames.events(normalized, Topic.FILLS, Fill.class));
            repeats += normalized.duplicates();
            rows += query.get("fills").size();
            query.get("fills").forEach(row -> distinct.put(row.get("tid").asLong(), row));
        }

        assertThat(rows).isEqualTo(195);
        assertThat(fills).hasSize(distinct.size()).hasSize(rows - repeats);
        fills.forEach(fill -> AccountAnswers.assertSame(fill, distinct.get(fill.tid())));
    }

    /** Newest first, but those of one millisecond were not turned then: no chain to check. */
    @Test
    void fillsOf2023() throws IOException {
        Exchange exchange =
                Captures.cassette("rest/python-sdk-cassettes/test_get_user_fills.yaml").get(0);

        Normalized normalized = answers.answer(exchange.request(), exchange.response());

        List<Fill> fills = AccountFrames.events(normalized, Topic.FILLS, Fill.class);
        assertSameFills(fills, AccountAnswers.rows(exchange.answer(), true));
        assertThat(fills).hasSize(500);
        assertThat(normalized.duplicates()).isZero();
    }

    @Test
    void theMakersSideOfALiquidationOnTheChannelOfUserEvents() throws IOException {
        String frame = Captures.text("ws/nautilus-ws_user_fill_liquidation.json").strip();
        answers.normalizer.normalize(
                AccountFrames.acknowledgement(5, "userEvents", AccountAnswers.USER));

        Fill fill =
                AccountFrames.only(
                        answers.normalizer.normalize(new Input.Frame(AccountAnswers.NOW, 5, frame)),
                        Topic.FILLS,
                        Fill.class);

        assertThat(fill.user()).isEqualTo(AccountAnswers.USER);
        AccountAnswers.assertSame(
                fill, Captures.PLAIN.readTree(frame).get("data").get("fills").get(0));
    }

    @Test
    void linesOfANode() throws IOException {
        String[] lines = Captures.text("node/20250716/node_fills").strip().split("\n");
        List<Fill> fills = new ArrayList<>();
        for (String line : lines) {
            Normalized normalized =
                    answers.normalizer.normalize(
                            new Input.NodeLine(AccountAnswers.NOW, "node_fills", line));
            Fill fill = AccountFrames.only(normalized, Topic.FILLS, Fill.class);
            JsonNode row = Captures.PLAIN.readTree(line);
            assertThat(fill.user()).isEqualTo(row.get(0).asText());
            AccountAnswers.assertSame(fill, row.get(1));
            fills.add(fill);
        }

        assertThat(fills).hasSize(26);
        for (int i = 0; i < fills.size(); i += 2) {
            assertThat(fills.get(i).side()).isEqualTo(Side.B);
            assertThat(fills.get(i + 1).side()).isEqualTo(Side.A);
            assertThat(fills.get(i).tradeIdentity()).isEqualTo(fills.get(i + 1).tradeIdentity());
        }
    }

    /** The files of a node as they lie, among others that are not of fills. */
    @Test
    void aFolderOfANodeWithLinesAndWithPrettyPrintedValues(@TempDir Path state) throws Exception {
        Path folder = Captures.find("node/older/node_fills").getParent().getParent();
        List<JsonNode> rows = new ArrayList<>();
        for (String file : List.of("node/20250716/node_fills", "node/older/node_fills")) {
            try (JsonParser in = Captures.PLAIN.createParser(Captures.text(file))) {
                while (in.nextToken() != null) {
                    rows.add(in.readValueAsTree());
                }
            }
        }
        BlockingQueue<Input.NodeLine> lines = new LinkedBlockingQueue<>();
        try (NodeFillTail tail =
                new NodeFillTail(
                        folder,
                        state,
                        NodeFillTail.Start.BEGINNING,
                        (file, text) ->
                                lines.add(new Input.NodeLine(AccountAnswers.NOW, file, text)))) {
            tail.start();
            Map<String, Fill> fills = new LinkedHashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                Input.NodeLine line = lines.poll(30, TimeUnit.SECONDS);
                assertThat(line).as("line %d", i).isNotNull();
                Normalized normalized = answers.normalizer.normalize(line);
                assertThat(normalized.faults()).isEmpty();
                AccountFrames.events(normalized, Topic.FILLS, Fill.class)
                        .forEach(fill -> fills.put(fill.identity(), fill));
                assertThat(normalized.records().size() + normalized.duplicates()).isEqualTo(1);
                for (Fill fill : AccountFrames.events(normalized, Topic.FILLS, Fill.class)) {
                    assertThat(fill.user()).isEqualTo(rows.get(i).get(0).asText());
                    AccountAnswers.assertSame(fill, rows.get(i).get(1));
                }
            }
            assertThat(fills).hasSize(26);
        }
    }
}
