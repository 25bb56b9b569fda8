package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records in memory, first in, first out, packed into byte chunks: as objects 256 MiB would hold a
 * third of the records, and the garbage collector would copy each of them. Used from one thread.
 */
final class Spool {

    /** Small enough never to be a humongous object of G1, whose regions are at least 1 MiB. */
    private static final int CHUNK_BYTES = 256 * 1024;

    /** Of a record with few headers: lengths, times, topic and partition. */
    private static final int FIXED_BYTES = 64;

    private static final Topic[] TOPICS = Topic.values();
    private static final int ABSENT = -1;

    /**
     * A record that waits.
     *
     * @param takenAtNanos when it was taken over
     */
    record Waiting(Envelope envelope, long takenAtNanos) {}

    private final long capacity;
    private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Short> nameNumbers = new HashMap<>();
    private ByteBuffer scratch = ByteBuffer.allocate(4 * 1024);
    private Waiting head;
    private int readPosition;
    private int headLength;
    private long bytes;
    private long size;

    /**
     * @param capacity in bytes of packed records
     */
    Spool(long capacity) {
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long size() {
        return size;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Appends a record.
     *
     * @param reserve bytes by which this one may exceed the capacity
     * @return false when there is no room
     */
    boolean offer(Envelope envelope, long takenAtNanos, long reserve) {
        pack(envelope, takenAtNanos);
        int length = scratch.position();
        if (bytes + length > capacity + reserve) {
            return false;
        }
        ByteBuffer tail = chunks.peekLast();
        if (tail == null || tail.remaining() < length) {
            tail = ByteBuffer.allocate(Math.max(CHUNK_BYTES, length));
            chunks.addLast(tail);
        }
        tail.put(scratch.array(), 0, length);
        bytes += length;
        size++;
        return true;
    }

    /** The oldest record, null for none. */
    Waiting peek() {
        if (head == null && size > 0) {
            ByteBuffer chunk = chunks.peekFirst();
            ByteBuffer in =
                    ByteBuffer.wrap(chunk.array(), readPosition, chunk.limit() - readPosition);
            head = unpack(in);
            headLength = in.position() - readPosition;
        }
        return head;
    }

    /** Forgets the record that {@link #peek} gave. */
    void remove() {
        readPosition += headLength;
        bytes -= headLength;
        size--;
        head = null;
        if (readPosition == chunks.peekFirst().position()) {
            chunks.removeFirst();
            readPosition = 0;
        }
    }

    private void pack(Envelope envelope, long takenAtNanos) {
        scratch.clear();
        room(FIXED_BYTES);
        scratch.putLong(takenAtNanos);
        scratch.put((byte) envelope.topic().ordinal());
        scratch.putInt(envelope.partition() == null ? ABSENT : envelope.partition());
        scratch.putLong(envelope.timestampMs());
        putText(envelope.key());
        putBytes(envelope.value());
        List<Envelope.Header> headers = envelope.headers();
        room(Short.BYTES);
        scratch.putShort((short) headers.size());
        for (int i = 0; i < headers.size(); i++) {
            Envelope.Header header = headers.get(i);
            room(Short.BYTES);
            scratch.putShort(number(header.name()));
            putText(header.value());
        }
    }

    private Waiting unpack(ByteBuffer in) {
        long takenAtNanos = in.getLong();
        Topic topic = TOPICS[in.get()];
        int partition = in.getInt();
        long timestampMs = in.getLong();
        String key = text(in);
        byte[] value = bytes(in);
        int count = in.getShort();
        List<Envelope.Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new Envelope.Header(names.get(in.getShort()), text(in)));
        }
        return new Waiting(
                new Envelope(
                        topic,
                        partition == ABSENT ? null : partition,
                        key,
                        value,
                        timestampMs,
                        headers),
                takenAtNanos);
    }

    /** Header names are few and repeat; each is written as a number. */
    private short number(String name) {
        Short known = nameNumbers.get(name);
        if (known == null) {
            known = (short) names.size();
            nameNumbers.put(name, known);
            names.add(name);
        }
        return known;
    }

    private void putText(String text) {
        putBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    private void putBytes(byte[] content) {
        room(Integer.BYTES + (content == null ? 0 : content.length));
        if (content == null) {
            scratch.putInt(ABSENT);
        } else {
            scratch.putInt(content.length).put(content);
        }
    }

    private static String text(ByteBuffer in) {
        byte[] content = bytes(in);
        return content == null ? null : new String(content, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        if (length == ABSENT) {
            return null;
        }
        byte[] content = new byte[length];
        in.get(content);
        return content;
    }

    private void room(int wanted) {
        if (scratch.remaining() < wanted) {
            int position = scratch.position();
            int capacityNeeded = Math.max(2 * scratch.capacity(), position + wanted);
            scratch =
                    ByteBuffer.wrap(Arrays.copyOf(scratch.array(), capacityNeeded))
                            .position(position);
        }
    }
}
