package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Source;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers to one account's requests, and their rows as a plain reader sees them. */
final class AccountAnswers {

    static final String USER = "0x1111111111111111111111111111111111111111";

    /** After everything that was captured. */
    static final long NOW = 1_800_000_000_000L;

    final Normalizer normalizer = Frames.normalizer();

    Normalized answer(String request, String response) {
        Normalized normalized =
                normalizer.normalize(
                        new Input.Answer(NOW, 1, request, response, Source.REST, true));
        assertThat(normalized.faults()).isEmpty();
        return normalized;
    }

    Normalized answerTo(String type, String response) {
        return answer("{\"type\":\"%s\",\"user\":\"%s\"}".formatted(type, USER), response);
    }

    static List<JsonNode> rows(JsonNode array, boolean reversed) {
        List<JsonNode> rows = new ArrayList<>();
        array.forEach(rows::add);
        if (reversed) {
            Collections.reverse(rows);
        }
        return rows;
    }

    static String text(JsonNode row, String name) {
        return row.hasNonNull(name) ? row.get(name).asText() : null;
    }

    static String plain(BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }

    static void assertSame(Fill fill, JsonNode row) {
        assertThat(fill.coin()).isEqualTo(text(row, "coin"));
        assertThat(fill.price().toPlainString()).isEqualTo(text(row, "px"));
        assertThat(fill.size().toPlainString()).isEqualTo(text(row, "sz"));
        assertThat(fill.side().name()).isEqualTo(text(row, "side"));
        assertThat(fill.timeMs()).isEqualTo(row.get("time").asLong());
        assertThat(fill.startPosition().toPlainString()).isEqualTo(text(row, "startPosition"));
        assertThat(fill.direction()).isEqualTo(text(row, "dir"));
        assertThat(fill.closedPnl().toPlainString()).isEqualTo(text(row, "closedPnl"));
        assertThat(fill.hash()).isEqualTo(text(row, "hash"));
        assertThat(fill.oid()).isEqualTo(row.get("oid").asLong());
        assertThat(fill.crossed()).isEqualTo(row.get("crossed").asBoolean());
        assertThat(fill.fee().toPlainString()).isEqualTo(text(row, "fee"));
        if (row.has("tid")) {
            assertThat(fill.tid()).isEqualTo(row.get("tid").asLong());
            assertThat(fill.feeToken()).isEqualTo(text(row, "feeToken"));
        }
        assertThat(fill.twapId())
                .isEqualTo(row.hasNonNull("twapId") ? row.get("twapId").asLong() : null);
        JsonNode mark = row.path("liquidation");
        assertThat(fill.liquidation() == null).isEqualTo(!mark.isObject());
        if (mark.isObject()) {
            assertThat(fill.liquidation().liquidatedUser()).isEqualTo(text(mark, "liquidatedUser"));
            assertThat(fill.liquidation().markPrice().toPlainString())
                    .isEqualTo(text(mark, "markPx"));
            assertThat(fill.liquidation().method().name())
                    .isEqualToIgnoringCase(text(mark, "method"));
        }
    }
}
