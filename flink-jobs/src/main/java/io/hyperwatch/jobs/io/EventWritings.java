package io.hyperwatch.jobs.io;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingRequest;

/**
 * The writings of the topics that the jobs write. Classes, not lambdas: two serialized lambdas of
 * one class that call the same method are told apart by nothing but their generic types, and come
 * back from the job graph as one and the same.
 */
public final class EventWritings {

    private EventWritings() {}

    public static EventWriting<Alert> alerts() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(Alert event) {
                return event.subject();
            }

            @Override
            public Long timestampMs(Alert event) {
                return event.eventTimeMs();
            }

            @Override
            public byte[] value(Alert event) {
                return AlertJson.encode(event);
            }
        };
    }

    public static EventWriting<Incident> incidents() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(Incident event) {
                return event.subject();
            }

            @Override
            public Long timestampMs(Incident event) {
                return event.updatedAtMs();
            }
        };
    }

    public static EventWriting<LiquidationFill> liquidations() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(LiquidationFill event) {
                return event.coin();
            }

            @Override
            public Long timestampMs(LiquidationFill event) {
                return event.timeMs();
            }
        };
    }

    public static EventWriting<TrackingRequest> trackingRequests() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(TrackingRequest event) {
                return event.user();
            }

            @Override
            public Long timestampMs(TrackingRequest event) {
                return event.timeMs();
            }
        };
    }

    public static EventWriting<Candle> candles() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(Candle event) {
                return event.coin();
            }

            @Override
            public Long timestampMs(Candle event) {
                return event.openTimeMs();
            }
        };
    }

    public static EventWriting<Delivery> deliveries() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(Delivery event) {
                return event.alertId();
            }

            @Override
            public Long timestampMs(Delivery event) {
                return null;
            }
        };
    }

    public static EventWriting<DeadLetter> deadLetters() {
        return new EventWriting<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String key(DeadLetter event) {
                return event.origin();
            }

            @Override
            public Long timestampMs(DeadLetter event) {
                return null;
            }
        };
    }
}
