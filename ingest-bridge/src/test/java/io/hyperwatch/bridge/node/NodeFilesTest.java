package io.hyperwatch.bridge.node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class NodeFilesTest {

    @TempDir Path folder;

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "[]");
        }
    }

    @Test
    void hoursComeInTheOrderOfTime() throws IOException {
        write(
                "node_fills/hourly/20250716/10",
                "node_fills/hourly/20250716/9",
                "node_fills/hourly/20250717/0",
                "node_fills/hourly/20250716/0.lz4");

        assertThat(NodeFiles.list(folder).keySet())
                .containsExactly(
                        "node_fills/hourly/20250716/0",
                        "node_fills/hourly/20250716/9",
                        "node_fills/hourly/20250716/10",
                        "node_fills/hourly/20250717/0");
    }

    @Test
    void onlyFilesOfFillsAreTaken() throws IOException {
        write(
                "node_fills_flat",
                "20250716/node_fills_by_block",
                "node_trades/hourly/20250716/9",
                "node_order_statuses",
                "misc_events",
                "node_fills/.hidden",
                "node_fills_by_block.x.tmp",
                "readme.txt");

        assertThat(NodeFiles.list(folder).keySet())
                .containsExactly("20250716/node_fills_by_block", "node_fills_flat");
    }

    @Test
    void theFolderMayBeThatOfTheHours() throws IOException {
        write("hourly/20250716/9", "hourly/other", "20250717/10.lz4");

        assertThat(NodeFiles.list(folder).keySet())
                .containsExactly("20250717/10", "hourly/20250716/9");
        assertThat(NodeFiles.list(folder.resolve("hourly")).keySet()).containsExactly("20250716/9");
    }

    @Test
    void ofAPlainFileAndItsArchiveThePlainOneIsRead() throws IOException {
        write("node_fills/hourly/20250716/9", "node_fills/hourly/20250716/9.lz4");

        assertThat(NodeFiles.list(folder))
                .hasSize(1)
                .containsEntry(
                        "node_fills/hourly/20250716/9",
                        folder.resolve("node_fills/hourly/20250716/9"));
    }
}
