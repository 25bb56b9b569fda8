package io.hyperwatch.bridge.node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class ValueSplitterTest {

    private final List<String> values = new ArrayList<>();

    private ValueSplitter splitter(long offset) {
        return new ValueSplitter(offset, values::add);
    }

    private static void feed(ValueSplitter splitter, byte[] bytes, Random random)
            throws InterruptedException {
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
            byte[] chunk = Arrays.copyOfRange(bytes, at, end);
            splitter.read(chunk, chunk.length);
            at = end;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> split(String text) throws InterruptedException {
        ValueSplitter splitter = splitter(0);
        splitter.read(bytes(text), bytes(text).length);
        return values;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]~[2]~ | [1];[2]",
                "[1]~~ ~{\"a\":[2]}| [1];{\"a\":[2]}",
                "[1][2]{}| [1];[2];{}",
                "[~  1,~  {~    \"a\": 2~  }~]~[~  3~]| [~  1,~  {~    \"a\": 2~  }~];[~  3~]",
                "[\"a]b\\\"]\"]~[2]| [\"a]b\\\"]\"];[2]",
                "garbage~[2]~| garbage;[2]",
                "[1]garbage~[2]| [1];garbage;[2]",
                "[1,~[2]~| [1,;[2]",
                "[\"torn~[2]~| [\"torn;[2]",
                "]~[2]| ];[2]",
                "[{~[2]~| [{;[2]",
                "[1|''",
                "half| ''"
            })
    void valuesAndWhatIsNone(String text, String expected) throws InterruptedException {
        List<String> wanted =
                expected.isBlank()
                        ? List.of()
                        : List.of(expected.strip().replace('~', '\n').split(";"));

        assertThat(split(text.replace('~', '\n'))).isEqualTo(wanted);
    }

    @Test
    void aHalfWrittenLineWaitsForItsEnd() throws InterruptedException {
        ValueSplitter splitter = splitter(100);

        splitter.read(bytes("[1]\n[2"), 6);
        assertThat(values).containsExactly("[1]");
        assertThat(splitter.consumedOffset()).isEqualTo(104);
        assertThat(splitter.readOffset()).isEqualTo(106);

        splitter.read(bytes("3]"), 2);
        assertThat(values).containsExactly("[1]", "[23]");
        assertThat(splitter.consumedOffset()).isEqualTo(108);
    }

    @Test
    void aValueWithoutEndIsCutAndTheRestOfItsLineDropped() throws InterruptedException {
        ValueSplitter splitter = new ValueSplitter(0, values::add, 10);
        byte[] text = bytes("[\"aaaaaaaaaaaaaaaa\",[7]]\n[2]\n");

        splitter.read(text, text.length);

        assertThat(values).containsExactly("[\"aaaaaaaaa", "[2]");
        assertThat(splitter.consumedOffset()).isEqualTo(text.length);
    }

    /**
     * Known values and known garbage, in random chunks, and read again from any offset consumed.
     */
    @Test
    void randomFilesInRandomChunks() throws InterruptedException {
        String[] pieces = {
            "[\"0xa\",{\"dir\":\"Open } Long\"}]",
            "{\"events\":[[\"0xb\",{\"x\":\"\\\\\"}]]}",
            "[\n  \"0xa\",\n  {\n    \"é\": \"\\\"[\"\n  }\n]",
            "[]",
            "garbage here",
            "[\"torn",
            "{\"torn\":[1,2"
        };
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder file = new StringBuilder();
            List<String> expected = new ArrayList<>();
            int count = 1 + random.nextInt(8);
            for (int i = 0; i < count; i++) {
                String piece = pieces[random.nextInt(pieces.length)];
                file.append(piece).append('\n');
                expected.add(piece);
            }
            file.append("[\"end\"]");
            expected.add("[\"end\"]");
            byte[] bytes = bytes(file.toString());
            List<String> got = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();
            ValueSplitter[] self = new ValueSplitter[1];
            self[0] =
                    new ValueSplitter(
                            0,
                            text -> {
                                offsets.add(self[0].consumedOffset());
                                got.add(text);
                            });
            feed(self[0], bytes, random);

            assertThat(got).as("seed %d", seed).isEqualTo(expected);
            int again = random.nextInt(offsets.size());
            int offset = offsets.get(again).intValue();
            List<String> rest = new ArrayList<>();
            feed(
                    new ValueSplitter(offset, rest::add),
                    Arrays.copyOfRange(bytes, offset, bytes.length),
                    random);
            assertThat(rest)
                    .as("seed %d from %d", seed, offset)
                    .isEqualTo(expected.subList(again, expected.size()));
        }
    }
}
