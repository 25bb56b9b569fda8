package io.hyperwatch.jobs.io;

import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SharedRuleLogTest {

    private static final List<RuleChange> CHANGES = RuleCatalog.seeds();

    /** Answers when it is let go, and fails the first so many times. */
    private static final class SlowLog implements RuleLog {

        private static final long serialVersionUID = 1L;

        private final transient CountDownLatch letGo = new CountDownLatch(1);
        private final AtomicInteger readings = new AtomicInteger();
        private final int failures;

        SlowLog(int failures) {
            this.failures = failures;
        }

        @Override
        public List<RuleChange> changes() {
            int reading = readings.incrementAndGet();
            try {
                assertThat(letGo.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (reading <= failures) {
                throw new IllegalStateException("no Kafka");
            }
            return CHANGES;
        }
    }

    @Test
    void whoeverAsksDuringAReadingSharesItAndWhoeverAsksLaterDoesNot() throws Exception {
        SlowLog log = new SlowLog(0);
        ExecutorService hosts = Executors.newCachedThreadPool();
        try {
            CompletableFuture<List<RuleChange>> first = ask(log, hosts);
            await().until(() -> log.readings.get() == 1);
            Thread second = new Thread(() -> new SharedRuleLog(log).changes());
            second.start();
            await().until(() -> second.getState() == Thread.State.WAITING);

            log.letGo.countDown();

            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(CHANGES);
            second.join(30_000);
            assertThat(log.readings).hasValue(1);
            assertThat(new SharedRuleLog(log).changes()).isEqualTo(CHANGES);
            assertThat(log.readings).hasValue(2);
        } finally {
            hosts.shutdownNow();
        }
    }

    @Test
    void theFailureOfOneIsNotThatOfTheOthers() throws Exception {
        SlowLog log = new SlowLog(1);
        ExecutorService hosts = Executors.newCachedThreadPool();
        try {
            CompletableFuture<List<RuleChange>> first = ask(log, hosts);
            await().until(() -> log.readings.get() == 1);
            CompletableFuture<List<RuleChange>> second = ask(log, hosts);

            log.letGo.countDown();

            assertThatThrownBy(() -> first.get(30, TimeUnit.SECONDS)).hasMessageContaining("Kafka");
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(CHANGES);
            assertThat(log.readings).hasValue(2);
        } finally {
            hosts.shutdownNow();
        }
    }

    private static CompletableFuture<List<RuleChange>> ask(RuleLog log, ExecutorService hosts) {
        return CompletableFuture.supplyAsync(() -> new SharedRuleLog(log).changes(), hosts);
    }
}
