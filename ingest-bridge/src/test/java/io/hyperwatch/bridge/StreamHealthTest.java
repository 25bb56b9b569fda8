package io.hyperwatch.bridge;

import io.hyperwatch.bridge.ws.Subscription;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class StreamHealthTest {

    private static final Subscription MIDS = Subscription.allMids(null);
    private static final Subscription CONTEXT = Subscription.ofCoin("activeAssetCtx", "BTC");
    private static final Subscription TRADES = Subscription.ofCoin("trades", "BTC");

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final StreamHealth health = new StreamHealth(now::get);
    private int number = 1;
    private boolean answering = true;
    private Set<String> confirmed = Set.of(MIDS.stream(), CONTEXT.stream(), TRADES.stream());

    @BeforeEach
    void connect() {
        health.want(List.of(MIDS, CONTEXT, TRADES), List.of("0xabc"));
        health.connectedBy(
                new StreamHealth.Connection() {
                    @Override
                    public int number() {
                        return number;
                    }

                    @Override
                    public boolean isAnswering() {
                        return answering;
                    }

                    @Override
                    public Set<String> confirmedStreams() {
                        return confirmed;
                    }
                });
        for (Subscription subscription : List.of(MIDS, CONTEXT, TRADES)) {
            health.seen(subscription.stream(), now.get());
        }
    }

    @Test
    void confirmedStreamsAreLive() {
        assertThat(health.statuses().values()).containsOnly(StreamStatus.LIVE);
        assertThat(health.overall(health.statuses(), true)).isEqualTo(StreamStatus.LIVE);
    }

    @Test
    void eachStreamHasItsOwnPace() {
        now.addAndGet(10_001);
        assertThat(health.statuses())
                .containsEntry("activeAssetCtx:BTC", StreamStatus.STALE)
                .containsEntry("allMids", StreamStatus.LIVE)
                .containsEntry("trades:BTC", StreamStatus.LIVE);

        now.addAndGet(10_000);
        assertThat(health.statuses())
                .containsEntry("allMids", StreamStatus.STALE)
                .containsEntry("trades:BTC", StreamStatus.LIVE);
        assertThat(health.overall(health.statuses(), true)).isEqualTo(StreamStatus.STALE);
    }

    @Test
    void eventStreamsLiveAsLongAsTheirSocketAnswers() {
        answering = false;

        assertThat(health.statuses()).containsEntry("trades:BTC", StreamStatus.STALE);
    }

    @Test
    void anUnconfirmedStreamIsDown() {
        confirmed = Set.of();

        assertThat(health.statuses().values()).containsOnly(StreamStatus.DOWN);
    }

    @Test
    void withoutConnectionOrKafkaEverythingIsDown() {
        assertThat(health.overall(health.statuses(), false)).isEqualTo(StreamStatus.DOWN);
        number = 0;
        assertThat(health.overall(health.statuses(), true)).isEqualTo(StreamStatus.DOWN);
    }

    @Test
    void theAnswerListsEveryStream() {
        assertThat(health.json(health.statuses(), StreamStatus.LIVE, true))
                .isEqualTo(
                        "{\"accounts_left_out\":[\"0xabc\"],\"connection\":1,\"kafka\":\"live\",\"status\":\"live\","
                                + "\"streams\":{\"activeAssetCtx:BTC\":\"live\",\"allMids\":\"live\",\"trades:BTC\":\"live\"}}");
    }
}
