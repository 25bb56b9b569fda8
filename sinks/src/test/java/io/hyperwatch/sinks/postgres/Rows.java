package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.time.Instant;

/** Rows with every field set; the tests vary what they are about. */
final class Rows {

    static final long BLACK_FRIDAY = Instant.parse("2025-10-10T21:15:03.127Z").toEpochMilli();
    static final String USER = "0x1111111111111111111111111111111111111111";
    static final String OTHER_USER = "0x2222222222222222222222222222222222222222";
    static final Provenance PROVENANCE =
            new Provenance(
                    Source.WS,
                    BLACK_FRIDAY + 250,
                    new Sequence(1_760_000_000_000L, 42),
                    1,
                    7,
                    0,
                    true,
                    false);

    private Rows() {}

    static Provenance provenance(long epochMs, long counter) {
        return new Provenance(
                Source.WS,
                BLACK_FRIDAY + 250,
                new Sequence(epochMs, counter),
                1,
                7,
                0,
                true,
                false);
    }

    static Alert alert(String id, AlertKind kind, String title, String details) {
        return new Alert(
                id,
                "incident-" + id,
                kind,
                "flash-loan",
                3,
                Severity.CRITICAL,
                "venue",
                "BTC",
                USER,
                title,
                "Two liquidations within 10 s.",
                new BigDecimal("500000.010"),
                BLACK_FRIDAY,
                BLACK_FRIDAY - 9_000,
                BLACK_FRIDAY + 300,
                true,
                details,
                "{\"count\":2}",
                null,
                false);
    }

    static Alert alert(int number) {
        return alert("alert-" + number, AlertKind.OPEN, "title " + number, "{}");
    }

    static Trade trade(long tid, String price) {
        return new Trade(
                "BTC",
                Side.B,
                new BigDecimal(price),
                new BigDecimal("0.5"),
                BLACK_FRIDAY,
                "0xabc",
                tid,
                USER,
                OTHER_USER,
                PROVENANCE);
    }

    static Incident incident(
            String id, int revision, Severity severity, String valueUsd, String riskScore) {
        return new Incident(
                id,
                "flash-loan",
                "venue",
                IncidentState.OPEN,
                severity,
                BLACK_FRIDAY,
                BLACK_FRIDAY + revision,
                null,
                revision,
                valueUsd == null ? null : new BigDecimal(valueUsd),
                riskScore == null ? null : new BigDecimal(riskScore),
                revision);
    }

    static LiquidationFill liquidation(
            long tid, int revision, String counterparty, String closedPnl, Integer leverage) {
        return new LiquidationFill(
                "liquidation-1",
                "BTC",
                BLACK_FRIDAY,
                tid,
                USER,
                counterparty,
                PositionSide.LONG,
                new BigDecimal("100000.0"),
                new BigDecimal("0.25"),
                new BigDecimal("100010"),
                closedPnl == null ? null : new BigDecimal(closedPnl),
                leverage,
                "0xabc",
                LiquidationMethod.MARKET,
                LiquidationGrade.CONFIRMED_FILL,
                BLACK_FRIDAY,
                1,
                new BigDecimal("25000"),
                true,
                false,
                revision,
                PROVENANCE);
    }
}
