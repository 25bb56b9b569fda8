package io.hyperwatch.sinks.postgres;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Table {@code dead_letters}: a dead letter never changes. Letters are garbage by nature, so their
 * texts are made storable here: a refused dead letter would become one more dead letter.
 */
public final class DeadLettersTable {

    private static final int MAX_PAYLOAD_BYTES = 64 * 1024;

    public static final PostgresTable<StoredDeadLetter> TABLE =
            new PostgresTable<>(
                    "dead_letters",
                    List.of("topic", "partition", "offset"),
                    List.of(
                            Column.text("topic", StoredDeadLetter::topic),
                            Column.integer("partition", StoredDeadLetter::partition),
                            Column.bigint("offset", StoredDeadLetter::offset),
                            Column.text("origin", stored -> storable(stored.letter().origin())),
                            Column.text("reason", stored -> storable(stored.letter().reason())),
                            Column.text("payload", stored -> storable(stored.letter().payload())),
                            Column.time("received_at", stored -> stored.letter().receivedAtMs())),
                    ConflictRule.keepFirst(),
                    Batching.BULK);

    private DeadLettersTable() {}

    /** At most 64 KiB of UTF-8, whole characters, without U+0000. */
    static String storable(String text) {
        if (text == null) {
            return "";
        }
        // A char of a Java string is at most 3 bytes of UTF-8.
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(MAX_PAYLOAD_BYTES, 3 * text.length()));
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text.replace('\0', '\uFFFD')), bytes, true);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
}
