package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class InboxTest {

    private static final long START = 1_784_684_000_000L;

    private final ManualClock clock = new ManualClock(START);

    private static CompletableFuture<Void> inBackground(Inbox inbox, String text) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        inbox.frame(1, text);
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                });
    }

    @Test
    void framesAndAnswersComeOutInOrderOfReceipt() throws InterruptedException {
        Inbox inbox = new Inbox(10, clock);
        inbox.frame(1, "a");
        clock.advanceMs(5);
        inbox.answered(new RestCall(7, null, "{}", "{}", Source.REST, null), "b", true);

        assertThat(inbox.poll(0)).isEqualTo(new Input.Frame(START, 1, "a"));
        assertThat(inbox.poll(0))
                .isEqualTo(new Input.Answer(START + 5, 7, "{}", "b", Source.REST, true));
        assertThat(inbox.poll(0)).isNull();
    }

    @Test
    void timesOfReceiptNeverFallWhenTheClockIsSetBack() throws InterruptedException {
        Inbox inbox = new Inbox(10, clock);
        inbox.frame(1, "a");
        clock.stepTo(START - 3_600_000);
        inbox.frame(1, "b");

        assertThat(inbox.poll(0).receivedAtMs()).isEqualTo(START);
        assertThat(inbox.poll(0).receivedAtMs()).isEqualTo(START);
    }

    @Test
    void aFullInboxHoldsTheSenderBackAndDropsNothing() throws InterruptedException {
        Inbox inbox = new Inbox(1, clock);
        inbox.frame(1, "a");
        CompletableFuture<Void> sender = inBackground(inbox, "b");
        await().until(() -> inbox.waits() == 1);
        assertThat(sender).isNotDone();

        clock.advanceMs(7);
        assertThat(inbox.poll(0)).isEqualTo(new Input.Frame(START, 1, "a"));
        await().until(sender::isDone);
        assertThat(inbox.poll(0)).isEqualTo(new Input.Frame(START + 7, 1, "b"));
    }

    @Test
    void charactersAreBoundedToo() throws InterruptedException {
        Inbox inbox = new Inbox(1_000, clock);
        String large = "x".repeat(48 * 1024 * 1024);
        inbox.frame(1, large);
        CompletableFuture<Void> sender = inBackground(inbox, large);
        await().until(() -> inbox.waits() == 1);

        inbox.poll(0);
        await().until(sender::isDone);
        assertThat(inbox.size()).isEqualTo(1);
    }

    @Test
    void aClosedInboxGivesWhatItHasAndTakesNothing() throws InterruptedException {
        Inbox inbox = new Inbox(1, clock);
        inbox.frame(1, "a");
        CompletableFuture<Void> waiting = inBackground(inbox, "b");
        await().until(() -> inbox.waits() == 1);

        inbox.close();

        await().until(waiting::isDone);
        assertThat(inbox.isDrained()).isFalse();
        assertThat(inbox.poll(0)).isNotNull();
        assertThat(inbox.isDrained()).isTrue();
    }

    @Test
    void theHorizonStopsAtTheOldestInputThatWaits() throws InterruptedException {
        Inbox inbox = new Inbox(10, clock);
        inbox.frame(1, "a");
        clock.advanceMs(500);

        assertThat(inbox.horizonMs()).isEqualTo(START);
        assertThat(inbox.lagMs()).isEqualTo(500);
        inbox.poll(0);
        assertThat(inbox.horizonMs()).isEqualTo(START + 500);
    }
}
