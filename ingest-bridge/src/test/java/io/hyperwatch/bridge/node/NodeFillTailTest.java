package io.hyperwatch.bridge.node;

import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class NodeFillTailTest {

    private static final int PASSES_PER_SCAN = 5;

    @TempDir Path root;

    private final List<String> lines = new ArrayList<>();
    private long settled = Long.MAX_VALUE;

    private final LineSink sink =
            new LineSink() {
                @Override
                public void line(String file, String text) {
                    lines.add(text);
                }

                @Override
                public long settled() {
                    return settled;
                }
            };

    private NodeFillTail tail(NodeFillTail.Start start) {
        return new NodeFillTail(root.resolve("data"), root.resolve("state"), start, sink);
    }

    private static void look(NodeFillTail tail) throws InterruptedException {
        for (int i = 0; i < PASSES_PER_SCAN; i++) {
            tail.poll();
        }
    }

    private Path append(String name, String text) throws IOException {
        return append(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path append(String name, byte[] bytes) throws IOException {
        Path file = root.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static byte[] lz4(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream out = new LZ4FrameOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void followsAFileThatGrowsAndTheNextOne() throws Exception {
        append("node_fills/hourly/20250716/9", "[1]\n[2");
        NodeFillTail tail = tail(NodeFillTail.Start.BEGINNING);
        look(tail);
        assertThat(lines).containsExactly("[1]");

        append("node_fills/hourly/20250716/9", "]\n");
        append("node_fills/hourly/20250716/10", "[3]\n");
        look(tail);

        assertThat(lines).containsExactly("[1]", "[2]", "[3]");
    }

    @Test
    void fromTheEndOnlyWhatIsWrittenLater() throws Exception {
        append("node_fills", "[1]\n[2");
        append("node_fills_old.lz4", lz4("[0]\n"));
        NodeFillTail tail = tail(NodeFillTail.Start.END);
        look(tail);
        append("node_fills", "]\n[3]\n");
        append("node_fills_by_block", "[4]\n");
        look(tail);

        assertThat(lines).containsExactly("[2]", "[3]", "[4]");

        look(tail(NodeFillTail.Start.END));
        assertThat(lines).hasSize(3);
    }

    @Test
    void aFolderThatComesLaterIsFound() throws Exception {
        NodeFillTail tail = tail(NodeFillTail.Start.BEGINNING);
        look(tail);
        append("node_fills", "[1]\n");
        look(tail);

        assertThat(lines).containsExactly("[1]");
    }

    @Test
    void archivesAreReadWholeAndTornOnesOnceTheyAreComplete() throws Exception {
        byte[] bytes = lz4("[1]\n[2]\n");
        append("node_fills/hourly/20250716/8.lz4", lz4("[0]\n"));
        Path torn =
                append("node_fills/hourly/20250716/9.lz4", Arrays.copyOf(bytes, bytes.length - 6));
        NodeFillTail tail = tail(NodeFillTail.Start.BEGINNING);
        look(tail);
        append(
                "node_fills/hourly/20250716/9.lz4",
                Arrays.copyOfRange(bytes, bytes.length - 6, bytes.length));
        look(tail);
        look(tail);

        assertThat(torn).hasBinaryContent(bytes);
        assertThat(lines).containsExactly("[0]", "[1]", "[2]");
    }

    @Test
    void aFileThatIsCompressedIsNotReadAgain() throws Exception {
        Path plain = append("node_fills/hourly/20250716/9", "[1]\n[2]\n");
        NodeFillTail tail = tail(NodeFillTail.Start.BEGINNING);
        look(tail);
        Files.delete(plain);
        append("node_fills/hourly/20250716/9.lz4", lz4("[1]\n[2]\n[3]\n"));
        look(tail);

        assertThat(lines).containsExactly("[1]", "[2]", "[3]");
    }

    @Test
    void aFileThatShrinksIsReadAnewAndOneThatGoesIsNoTrouble() throws Exception {
        Path file = append("node_fills", "[1]\n[2]\n");
        NodeFillTail tail = tail(NodeFillTail.Start.BEGINNING);
        look(tail);
        Files.writeString(file, "[3]\n");
        look(tail);
        Files.delete(file);
        append("node_fills_by_block", "[4]\n");
        look(tail);

        assertThat(lines).containsExactly("[1]", "[2]", "[3]", "[4]");
    }

    @Test
    void prettyPrintedValuesAreReadToo() throws Exception {
        append("node_fills", "[\n  \"0xa\",\n  {\n    \"px\": \"1\"\n  }\n]\n[\n  2\n]");
        look(tail(NodeFillTail.Start.BEGINNING));

        assertThat(lines)
                .containsExactly("[\n  \"0xa\",\n  {\n    \"px\": \"1\"\n  }\n]", "[\n  2\n]");
    }

    @Test
    void aRestartGoesOnWhereEverythingHadReachedItsEnd() throws Exception {
        append("node_fills/hourly/20250716/9", "[1]\n[2]\n");
        settled = 0;
        NodeFillTail first = tail(NodeFillTail.Start.BEGINNING);
        look(first);
        settled = 2;
        look(first);
        look(first);
        append("node_fills/hourly/20250716/9", "[3]\n");
        look(first);
        look(first);

        settled = Long.MAX_VALUE;
        look(tail(NodeFillTail.Start.BEGINNING));

        assertThat(lines).containsExactly("[1]", "[2]", "[3]", "[3]");
    }

    @Test
    void aBrokenCheckpointIsNone() throws Exception {
        Files.createDirectories(root.resolve("state"));
        Files.writeString(root.resolve("state/node-fills.json"), "{\"node_fills\":-1}");
        append("node_fills", "[1]\n");
        look(tail(NodeFillTail.Start.BEGINNING));

        assertThat(lines).containsExactly("[1]");
    }

    /** Against the list of all that was ever written: after every crash nothing is missing. */
    @Test
    void randomWritesAndCrashesLoseNothingAndKeepTheOrder() throws Exception {
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            NodeFillTailTest run = new NodeFillTailTest();
            run.root = Files.createDirectories(root.resolve("run" + seed));
            List<String> written = new ArrayList<>();
            NodeFillTail tail = run.tail(NodeFillTail.Start.BEGINNING);
            int before = 0;
            int hour = 8;
            String half = "";
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(6)) {
                    case 0 -> {
                        if (half.isEmpty()) {
                            hour++;
                        }
                    }
                    case 1 -> {
                        run.settled = before + random.nextInt(run.lines.size() - before + 1);
                        run.settled -= before;
                        look(tail);
                    }
                    case 2 -> {
                        tail = run.tail(NodeFillTail.Start.BEGINNING);
                        before = run.lines.size();
                        run.settled = 0;
                    }
                    default -> {
                        String line = "[\"%d\",{}]\n".formatted(written.size());
                        int cut = random.nextInt(line.length() - 1);
                        run.append(
                                "node_fills/hourly/20250716/" + hour,
                                half + line.substring(0, cut));
                        half = line.substring(cut);
                        written.add(line.strip());
                        look(tail);
                    }
                }
            }
            run.append("node_fills/hourly/20250716/" + hour, half);
            look(tail);

            assertThat(new LinkedHashSet<>(run.lines))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(written);
        }
    }

    @Test
    void onItsOwnThreadItWaitsWhereTheSinkWaitsAndStopsAtOnce() throws Exception {
        append("node_fills", "[1]\n[2]\n");
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<String> got = new ArrayList<>();
        LineSink waiting =
                (file, text) -> {
                    if (!got.isEmpty()) {
                        taken.countDown();
                        never.await();
                    }
                    got.add(text);
                };
        NodeFillTail tail =
                new NodeFillTail(
                        root.resolve("data"),
                        root.resolve("state"),
                        NodeFillTail.Start.BEGINNING,
                        waiting);

        tail.start();
        assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
        tail.close();

        assertThat(got).containsExactly("[1]");
        look(tail(NodeFillTail.Start.BEGINNING));
        assertThat(lines).containsExactly("[1]", "[2]");
    }
}
