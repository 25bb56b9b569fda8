package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.PublishException;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The thread around the engine. Time stands still: nothing but input moves it. */
@Timeout(60)
class RelayTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final EngineRig rig = new EngineRig();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private Relay relay;

    @BeforeEach
    void prepare() throws Exception {
        rig.start();
        relay = new Relay(rig.inbox, rig.engine, Recorder.open(null), rig.clock, failed::complete);
    }

    private void receive(int frames) {
        int socket = rig.carrying("trades:BTC").get(0);
        for (int i = 1; i <= frames; i++) {
            rig.exchange.frame(socket, rig.trades("BTC", i));
        }
    }

    @Test
    void drainingRelaysEverythingThatWasReceivedAndNothingMore() throws Exception {
        receive(500);
        relay.start();

        assertThat(relay.drain(LONG)).isTrue();

        assertThat(rig.records(Topic.TRADES)).hasSize(500);
        assertThat(failed).isNotDone();
        receive(1);
        assertThat(rig.inbox.size()).isZero();
    }

    @Test
    void whatComesLaterWakesIt() throws Exception {
        relay.start();
        receive(10);

        assertThat(relay.drain(LONG)).isTrue();
        assertThat(rig.records(Topic.TRADES)).hasSize(10);
    }

    @Test
    void aRecordThatCannotBePublishedEndsItAndLetsSendersGo() throws Exception {
        PublishException refused = new PublishException("Kafka refused a record", null);
        rig.publisher.failWith(refused);
        receive(1);

        relay.start();

        assertThat(failed.get(30, TimeUnit.SECONDS)).isSameAs(refused);
        assertThat(relay.drain(LONG)).isTrue();
        receive(5);
        assertThat(rig.inbox.size()).isZero();
    }

    @Test
    void aRelayThatIsStuckIsStopped() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        rig.publisher.onPublish(
                record -> {
                    if (isTrade(record)) {
                        stuck.countDown();
                        new CountDownLatch(1).await();
                    }
                });
        receive(3);
        relay.start();
        stuck.await();

        assertThat(relay.drain(Duration.ofMillis(1))).isFalse();

        assertThat(failed).as("a stop is no failure").isNotDone();
        assertThat(rig.inbox.size()).isEqualTo(2);
    }

    private static boolean isTrade(Envelope record) {
        return record.topic() == Topic.TRADES && !record.isTick();
    }
}
