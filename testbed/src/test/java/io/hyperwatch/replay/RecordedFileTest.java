package io.hyperwatch.replay;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordedFileTest {

    private static final String FILL =
            "{\"coin\":\"BTC\",\"px\":\"100.0\",\"sz\":\"1\",\"side\":\"B\",\"time\":1752671760533}";
    private static final String USER = "0x97372ba157f00034cf4c38791d3d828a3194fc34";

    @TempDir private Path folder;
    private final List<String> complaints = new ArrayList<>();

    private List<Input> read(Path file) throws IOException {
        List<Input> inputs = new ArrayList<>();
        try (RecordedFile lines = RecordedFile.open(file, new Complaints(complaints::add))) {
            for (RecordedLine line = lines.next(); line != null; line = lines.next()) {
                inputs.add(((RecordedLine.Received) line).input());
            }
        }
        return inputs;
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("file"), String.join("\n", lines));
    }

    @Test
    void aFrameKeepsItsTextToTheLastSpace() throws IOException {
        String frame = "{ \"channel\" : \"trades\",\"data\":[ {\"px\":\"1.50\",\"n\":1.0e2} ]}";
        Path file =
                file(
                        "{\"received_at\":5,\"connection\":2,\"frame\":" + frame + "}",
                        "{\"frame\":\"Websocket connection established.\",\"connection\":3,\"received_at\":6}",
                        "{\"received_at\":7,\"connection\":2,\"closed\":1006}",
                        "{\"received_at\":8,\"request\":{\"type\":\"meta\"},\"response\":null}",
                        "{\"received_at\":9,\"request\":{\"type\":\"l2Book\"},\"response\":\"<html>\\n\",\"source\":\"backfill\"}");

        assertThat(read(file))
                .containsExactly(
                        new Input.Frame(5, 2, frame),
                        new Input.Frame(6, 3, "Websocket connection established."),
                        new Input.Closed(7, 2, 1006, ""),
                        new Input.Answer(8, 0, "{\"type\":\"meta\"}", "null", Source.REST, true),
                        new Input.Answer(
                                9, 0, "{\"type\":\"l2Book\"}", "<html>\n", Source.BACKFILL, true));
        assertThat(complaints).isEmpty();
    }

    @Test
    void aMessageWithoutTimeTakesTheLastOneSeen() throws IOException {
        String ack = "{\"channel\":\"subscriptionResponse\",\"data\":{}}";
        String bbo = "{\"channel\":\"bbo\",\"data\":{\"coin\":\"BTC\",\"time\":2000}}";
        String mids = "{\"channel\":\"allMids\",\"data\":{\"mids\":{}}}";
        String older = "{\"channel\":\"trades\",\"data\":[{\"time\":1500},{\"time\":1900}]}";
        Path file = file(ack, bbo, mids, older);

        assertThat(read(file))
                .containsExactly(
                        new Input.Frame(2000, 1, ack),
                        new Input.Frame(2000, 1, bbo),
                        new Input.Frame(2000, 1, mids),
                        new Input.Frame(2000, 1, older));
    }

    @Test
    void messagesOfAFileThatNamesNoTimeAreReported() throws IOException {
        assertThat(read(file("{\"channel\":\"allMids\",\"data\":{\"mids\":{}}}"))).isEmpty();
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains("1 messages").contains("names a time");
    }

    @Test
    void aNodesFillsCountAsReceivedWithTheirBlock() throws IOException {
        String fill = "[\"" + USER + "\"," + FILL + "]";
        String block =
                "{\"local_time\":\"2025-07-27T08:50:10.334741319\",\"block_time\":\"2025-07-27T08:50:10.273720809\",\"block_number\":1,\"events\":["
                        + fill
                        + "]}";

        assertThat(read(file(fill, block)))
                .containsExactly(
                        new Input.NodeLine(1_752_671_760_533L, "file", fill),
                        new Input.NodeLine(1_753_606_210_273L, "file", block));
    }

    @Test
    void aValueMaySpreadOverLines() throws IOException {
        String pretty =
                "[\n  \"" + USER + "\",\n  {\n    \"coin\": \"BTC\",\n    \"time\": 5\n  }\n]";

        assertThat(read(file(pretty, "", pretty)))
                .containsExactly(
                        new Input.NodeLine(5, "file", pretty),
                        new Input.NodeLine(5, "file", pretty));
    }

    @Test
    void garbageIsReportedByLineAndTakesNothingWithIt() throws IOException {
        String good = "{\"received_at\":5,\"connection\":1,\"frame\":{}}";
        Path file =
                file(
                        "{\"received_at\":1,\"connection\":1,\"frame\":{\"chan",
                        good,
                        "hello",
                        "",
                        "{\"received_at\":\"noon\",\"frame\":{}}",
                        "{\"received_at\":1}",
                        "{\"no\":\"thing\"}",
                        "[1,2]",
                        "{\"events\":[],\"block_time\":\"yesterday\"}",
                        good + good,
                        "null",
                        good);

        assertThat(read(file)).hasSize(2);
        assertThat(complaints)
                .extracting(complaint -> complaint.substring(file.toString().length()))
                .satisfiesExactly(
                        c -> assertThat(c).startsWith(":1: not JSON"),
                        c -> assertThat(c).startsWith(":3: not JSON"),
                        c -> assertThat(c).startsWith(":5: received_at: a whole number"),
                        c -> assertThat(c).startsWith(":6: received_at, but no frame"),
                        c -> assertThat(c).startsWith(":7: neither"),
                        c -> assertThat(c).startsWith(":8: an array, but not"),
                        c -> assertThat(c).startsWith(":9: events, but no block_time"),
                        c -> assertThat(c).startsWith(":10: more than one"),
                        c -> assertThat(c).startsWith(":11: not a JSON object"));
    }

    @Test
    void onlyTheFirstOfManyUnreadableLinesAreTold() throws IOException {
        Complaints counted = new Complaints(complaints::add);
        try (RecordedFile lines =
                RecordedFile.open(file("x\n".repeat(1_000).split("\n")), counted)) {
            assertThat(lines.next()).isNull();
        }
        assertThat(complaints).hasSize(10);
        assertThat(counted.count()).isEqualTo(1_000);
    }

    @Test
    void packedFilesAreToldByTheirFirstBytes() throws IOException {
        String text = "[\"" + USER + "\"," + FILL + "]\n";
        Path gzip = folder.resolve("a");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Path lz4 = folder.resolve("b");
        try (OutputStream out = new LZ4FrameOutputStream(Files.newOutputStream(lz4))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(read(gzip)).hasSize(1);
        assertThat(read(lz4)).hasSize(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void aPackedFileThatIsCutShortGivesWhatItHas() throws IOException {
        Path whole = folder.resolve("whole");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            for (int i = 0; i < 20_000; i++) {
                out.write(
                        "[\"%s\",{\"time\":%d}]\n"
                                .formatted(USER, i * 7919L)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(read(cut)).hasSizeBetween(1_000, 19_000);
        assertThat(complaints).hasSize(1);
        assertThat(complaints.get(0)).contains("the rest cannot be read");
    }

    @Test
    void aFolderOrAMissingFileCannotBeOpened() {
        assertThatThrownBy(() -> read(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(folder.resolve("none"))).isInstanceOf(IOException.class);
    }
}
