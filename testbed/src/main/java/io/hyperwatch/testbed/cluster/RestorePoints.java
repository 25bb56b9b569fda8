package io.hyperwatch.testbed.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where jobs of a local cluster can start again: the checkpoints that Flink retains and the
 * savepoints of clean stops, one folder a job.
 *
 * @param flinkDir folder of the cluster
 */
public record RestorePoints(Path flinkDir) {

    private static final String COMPLETED = "_metadata";
    private static final int MAX_DEPTH = 4;
    private static final int SAVEPOINTS_KEPT = 2;

    public Path checkpoints(Job job) {
        return flinkDir.toAbsolutePath().resolve("checkpoints").resolve(job.jobName());
    }

    public Path savepoints(Job job) {
        return flinkDir.toAbsolutePath().resolve("savepoints").resolve(job.jobName());
    }

    /** Completed ones, newest first. */
    public List<Path> newestFirst(Job job) {
        return Stream.of(checkpoints(job), savepoints(job))
                .flatMap(RestorePoints::completedBelow)
                .sorted(Comparator.comparing(RestorePoints::modified).reversed())
                .toList();
    }

    /** Savepoints are never deleted by Flink itself. */
    public void dropOldSavepoints(Job job) {
        completedBelow(savepoints(job))
                .sorted(Comparator.comparing(RestorePoints::modified).reversed())
                .skip(SAVEPOINTS_KEPT)
                .forEach(RestorePoints::delete);
    }

    private static Stream<Path> completedBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
            return files
                    .filter(file -> file.getFileName().toString().equals(COMPLETED))
                    .map(Path::getParent)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path restorePoint) {
        try {
            return Files.getLastModifiedTime(restorePoint.resolve(COMPLETED));
        } catch (IOException e) {
            // Flink removed a subsumed checkpoint between the listing and now
            return FileTime.fromMillis(0);
        }
    }

    private static void delete(Path restorePoint) {
        try (Stream<Path> files = Files.walk(restorePoint)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
