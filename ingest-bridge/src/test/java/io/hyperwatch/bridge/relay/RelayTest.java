package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.normalize.Watchlist;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.PublishException;
import io.hyperwatch.bridge.testing.RecordingPublisher;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RelayTest {

    private static final long START = 1_784_684_000_000L;
    private static final String MID =
            "{\"channel\":\"allMids\",\"data\":{\"mids\":{\"BTC\":\"1\"}}}";

    private final ManualClock clock = new ManualClock(START);
    private final Inbox inbox = new Inbox(100, clock);
    private final RecordingPublisher publisher = new RecordingPublisher();
    private final List<Control> controls = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private Relay relay;

    @BeforeEach
    void startFresh() throws IOException {
        relay = relay();
    }

    private Relay relay() throws IOException {
        return new Relay(
                inbox,
                new Normalizer(START, new Watchlist(Set.of("BTC"), false, "0x", Set.of())),
                publisher,
                Recorder.open(null),
                new RelayListener() {
                    @Override
                    public void relayed(Input input, Normalized normalized) {
                        assertThat(normalized.faults()).isEmpty();
                    }

                    @Override
                    public void controlled(int connection, Control control) {
                        controls.add(control);
                    }

                    @Override
                    public void failed(Throwable cause) {
                        failure.set(cause);
                    }
                },
                clock,
                List.of(Topic.TRADES, Topic.FILLS),
                Duration.ofMillis(200),
                Duration.ofMillis(1_000));
    }

    private List<Long> tickTimes() {
        return publisher.all().stream()
                .filter(Envelope::isTick)
                .map(Envelope::timestampMs)
                .distinct()
                .toList();
    }

    @Test
    void aTickGoesToEveryPartitionOfEveryTopic() throws InterruptedException {
        relay.step();

        assertThat(publisher.all())
                .containsExactly(
                        Envelope.tick(Topic.TRADES, 0, START - 1_000),
                        Envelope.tick(Topic.TRADES, 1, START - 1_000),
                        Envelope.tick(Topic.TRADES, 2, START - 1_000),
                        Envelope.tick(Topic.TRADES, 3, START - 1_000),
                        Envelope.tick(Topic.FILLS, 0, START - 1_000));
    }

    @Test
    void ticksComeAtTheirInterval() throws InterruptedException {
        relay.step();
        clock.advanceMs(199);
        inbox.frame(1, MID);
        relay.step();
        assertThat(tickTimes()).containsExactly(START - 1_000);

        clock.advanceMs(1);
        inbox.frame(1, MID);
        relay.step();
        assertThat(tickTimes()).containsExactly(START - 1_000, START - 800);
    }

    @Test
    void aTickNeverOvertakesWhatWasReceivedBeforeIt() throws InterruptedException {
        inbox.frame(1, MID);
        inbox.frame(1, MID);
        inbox.frame(1, MID);
        clock.advanceMs(10_000);

        relay.step();

        assertThat(publisher.events()).hasSize(1);
        assertThat(tickTimes()).containsExactly(START - 1_000);
        relay.step();
        relay.step();
        clock.advanceMs(200);
        relay.step();
        assertThat(tickTimes()).containsExactly(START - 1_000, START + 10_200 - 1_000);
    }

    @Test
    void ticksDoNotFallWhenTheClockIsSetBack() throws InterruptedException {
        relay.step();
        clock.advanceMs(200);
        clock.stepTo(START - 60_000);
        relay.step();

        assertThat(tickTimes()).containsExactly(START - 1_000);
        assertThat(publisher.all()).hasSize(10);
    }

    @Test
    void ticksGoByTheClockAloneWhateverTheLogHolds() throws Exception {
        relay.step();
        clock.advanceMs(200);
        clock.stepTo(START - 60_000);
        relay = relay();

        relay.step();

        assertThat(tickTimes()).containsExactly(START - 1_000, START - 61_000);
    }

    @Test
    void framesAboutTheConnectionAreHandedBack() throws InterruptedException {
        inbox.frame(1, "{\"channel\":\"pong\"}");
        relay.step();

        assertThat(controls).containsExactly(new Control.Pong());
    }

    @Test
    void closingRelaysWhatWasReceived() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            inbox.frame(1, MID);
        }
        relay.start();

        assertThat(relay.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(publisher.events()).hasSize(50);
    }

    @Test
    void aRefusedRecordEndsTheRelayLoudly() throws InterruptedException {
        publisher.failWith(new PublishException("refused", null));
        relay.start();

        await().untilAsserted(() -> assertThat(failure.get()).hasMessage("refused"));
        relay.drain(Duration.ofSeconds(30));
    }
}
