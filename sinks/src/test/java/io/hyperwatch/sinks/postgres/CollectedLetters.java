package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.sinks.DeadLetterChannel;

import java.util.ArrayList;
import java.util.List;

/** Dead letters in memory. */
final class CollectedLetters implements DeadLetterChannel {

    final List<DeadLetter> letters = new ArrayList<>();
    int flushes;
    boolean closed;

    @Override
    public void send(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
