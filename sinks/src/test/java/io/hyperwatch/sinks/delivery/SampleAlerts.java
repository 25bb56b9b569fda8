package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;

import java.math.BigDecimal;

/** Alerts to deliver. */
public final class SampleAlerts {

    public static final long BORN_AT_MS = 1_760_130_903_427L;

    private SampleAlerts() {}

    public static Alert alert(String id, AlertKind kind, Severity severity) {
        return alert(id, kind, severity, "{\"total_usd\":\"500000.01\"}", "{\"count\":2}");
    }

    public static Alert alert(String id) {
        return alert(id, AlertKind.OPEN, Severity.CRITICAL);
    }

    public static Alert alert(
            String id, AlertKind kind, Severity severity, String details, String evidence) {
        return new Alert(
                id,
                "incident",
                kind,
                "flash-loan",
                3,
                severity,
                "venue",
                null,
                null,
                "Flash loan suspected",
                "2 liquidations of 500000.01 USD within 10 s — on BTC and ETH.",
                new BigDecimal("500000.010"),
                BORN_AT_MS - 300,
                BORN_AT_MS - 9_300,
                BORN_AT_MS,
                false,
                details,
                evidence,
                "{\"gaps\":[]}",
                false);
    }
}
