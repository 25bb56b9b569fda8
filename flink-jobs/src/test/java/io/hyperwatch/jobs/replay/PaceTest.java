package io.hyperwatch.jobs.replay;

import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void nobodyGetsMoreThanTheLeadAheadOfTheLast() {
        pace.join("a");
        pace.join("b");
        assertThat(pace.passage(Long.MIN_VALUE)).isDone();
        pace.reached("a", 1_000);
        CompletableFuture<Void> a = pace.passage(1_000);
        assertThat(a).isNotDone();

        pace.reached("b", 1_000 - Pace.LEAD_MS - 1);
        assertThat(a).isDone();
        assertThat(pace.passage(1_000)).isNotDone();
        assertThat(pace.passage(1_000 - Pace.LEAD_MS - 1)).isDone();
        pace.reached("b", 1_000 - Pace.LEAD_MS);
        assertThat(pace.passage(1_000)).isDone();
    }

    @Test
    void whoHasEndedHoldsNobodyBack() {
        pace.join("a");
        pace.join("b");
        pace.reached("a", 5);
        CompletableFuture<Void> a = pace.passage(5);
        assertThat(a).isNotDone();
        pace.leave("b");
        assertThat(a).isDone();
        assertThat(pace.passage(5 + Pace.LEAD_MS)).isDone();
        pace.leave("a");
        assertThat(pace.passage(Long.MAX_VALUE)).isDone();
    }
}
