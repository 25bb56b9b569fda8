package io.hyperwatch.jobs.io;

import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.DeadLetter;

import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class EventWritingsTest {

    @Test
    void everyWritingStillWritesItsOwnTypeWhenItComesOutOfTheJobGraph() throws Exception {
        Incident incident =
                new Incident(
                        "i",
                        "r",
                        "venue",
                        IncidentState.OPEN,
                        Severity.HIGH,
                        1,
                        2,
                        null,
                        1,
                        null,
                        BigDecimal.ONE,
                        1);
        Candle candle =
                new Candle(
                        "BTC",
                        "1m",
                        1,
                        2,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        1,
                        true,
                        1,
                        true);
        Delivery delivery =
                new Delivery(
                        "alert",
                        "webhook-1",
                        "webhook",
                        DeliveryStatus.SENT,
                        null,
                        1,
                        200,
                        null,
                        1L,
                        2L,
                        null,
                        1);

        assertThat(written(EventWritings.incidents(), incident))
                .startsWith("venue {\"incident_id\"");
        assertThat(written(EventWritings.candles(), candle)).startsWith("BTC {\"coin\"");
        assertThat(written(EventWritings.deliveries(), delivery)).startsWith("alert {\"alert_id\"");
        assertThat(written(EventWritings.deadLetters(), DeadLetter.of("o", "why", "x", 1)))
                .startsWith("o {\"origin\"");
    }

    private static <T> String written(EventWriting<T> writing, T event) throws Exception {
        EventWriting<T> shipped = InstantiationUtil.clone(writing);
        return shipped.key(event) + " " + new String(shipped.value(event), StandardCharsets.UTF_8);
    }
}
