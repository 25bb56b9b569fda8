package io.hyperwatch.bridge.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows the fills a Hyperliquid node writes, in the order of its files, on a thread of its own.
 * Where a sink waits, reading waits. After a restart it goes on at its checkpoint: nothing is lost,
 * the last lines may come again. Trouble with a file is warned about once and tried again.
 */
public final class NodeFillTail implements AutoCloseable {

    /** Where to begin in a folder without checkpoint. */
    public enum Start {
        BEGINNING,
        /** Only what is written from now on. */
        END
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeFillTail.class);

    /** A node writes a block's fills about every 70 ms. */
    private static final long PAUSE_MS = 200;

    /** New files are looked for every second, as the checkpoint is written. */
    private static final int PASSES_PER_SCAN = 5;

    /** The hour that is written, the one before, and both for each of the two kinds of file. */
    private static final int ACTIVE_FILES = 4;

    private static final long LINES_PER_CHECKPOINT = 50_000;

    /** That many lines were handed on when the file had been read up to the offset. */
    private record Mark(long lines, String file, long offset) {}

    private final Path folder;
    private final LineSink sink;
    private final Checkpoint checkpoint;
    private final Start start;
    private final Map<String, TailedFile> tailed = new HashMap<>();
    private final Map<String, Long> settled = new TreeMap<>();
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private final Set<String> warnings = new HashSet<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private TreeMap<String, Path> files = new TreeMap<>(NodeFiles.ORDER);
    private boolean begun;
    private boolean unsaved;
    private long passes;
    private long handed;
    private long handedAtCheckpoint;
    private Thread thread;

    /**
     * @param folder that of a node's data, of its {@code node_fills…}, or of their hours
     * @param checkpointFolder created when needed
     */
    public NodeFillTail(Path folder, Path checkpointFolder, Start start, LineSink sink) {
        this.folder = folder;
        this.checkpoint = new Checkpoint(checkpointFolder);
        this.start = start;
        this.sink = sink;
    }

    /** Begins to follow; once. */
    public void start() {
        thread = new Thread(this::run, "node-fills");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            do {
                poll();
            } while (!closed.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("interrupted to stop");
        }
        // A thread that is interrupted cannot write to a channel.
        Thread.interrupted();
        settle();
        save();
    }

    /** Stops following, also while the sink waits, and notes how far it came. */
    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        if (thread != null) {
            thread.interrupt();
            thread.join();
        }
    }

    /** One look at the files. */
    void poll() throws InterruptedException {
        boolean scan = passes++ % PASSES_PER_SCAN == 0;
        if (scan) {
            scan();
        }
        int skip = scan ? 0 : Math.max(0, files.size() - ACTIVE_FILES);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            if (skip-- <= 0) {
                poll(file.getKey(), file.getValue());
            }
        }
        settle();
        if (scan) {
            save();
        }
    }

    private void scan() {
        TreeMap<String, Path> found;
        try {
            found = NodeFiles.list(folder);
        } catch (IOException e) {
            warn(folder.toString(), e);
            return;
        }
        if (!begun) {
            begin(found);
            begun = true;
        }
        for (String name : files.keySet()) {
            if (!found.containsKey(name)) {
                LOG.warn("{} has disappeared from {}", name, folder);
            }
        }
        files = found;
    }

    private void begin(Map<String, Path> found) {
        Map<String, Long> known = checkpoint.load();
        if (known != null) {
            known.keySet().retainAll(found.keySet());
            settled.putAll(known);
        } else if (start == Start.END) {
            found.forEach((name, path) -> settled.put(name, end(path)));
            unsaved = true;
        }
        LOG.info("{} files of fills in {}, {} known", found.size(), folder, settled.size());
    }

    /** Behind the last line break: the line after it may be half written. */
    private long end(Path file) {
        if (NodeFiles.isCompressed(file)) {
            return TailedFile.ALL;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            long end = in.size();
            while (end > 0) {
                long begin = Math.max(0, end - buffer.capacity());
                buffer.clear().limit((int) (end - begin));
                in.read(buffer, begin);
                for (int i = buffer.position() - 1; i >= 0; i--) {
                    if (buffer.get(i) == '\n') {
                        return begin + i + 1;
                    }
                }
                end = begin;
            }
        } catch (IOException e) {
            warn(file.toString(), e);
        }
        return 0;
    }

    private void poll(String name, Path path) throws InterruptedException {
        TailedFile file =
                tailed.computeIfAbsent(
                        name,
                        n ->
                                new TailedFile(
                                        n,
                                        settled.getOrDefault(n, 0L),
                                        text -> {
                                            sink.line(n, text);
                                            handed++;
                                        }));
        try {
            file.poll(path, offset -> readUpTo(name, offset));
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException(name);
        } catch (IOException e) {
            warn(name, e);
        }
    }

    private void readUpTo(String name, long offset) {
        marks.add(new Mark(handed, name, offset));
        if (handed - handedAtCheckpoint >= LINES_PER_CHECKPOINT) {
            settle();
            save();
        }
    }

    private void settle() {
        long safe = sink.settled();
        while (!marks.isEmpty() && marks.peek().lines() <= safe) {
            Mark mark = marks.remove();
            settled.put(mark.file(), mark.offset());
            unsaved = true;
        }
    }

    private void save() {
        if (!unsaved) {
            return;
        }
        try {
            checkpoint.save(settled);
            unsaved = false;
            handedAtCheckpoint = handed;
        } catch (IOException e) {
            warn("the checkpoint", e);
        }
    }

    private void warn(String what, IOException problem) {
        if (warnings.add(what)) {
            LOG.warn("{}: {}; it is tried again", what, problem.toString());
        }
    }
}
