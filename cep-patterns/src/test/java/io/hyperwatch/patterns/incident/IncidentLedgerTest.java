package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.state.HeapCell;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class IncidentLedgerTest {

    private static final Incident OPENED = incident(Severity.WARNING, 1, 1, "10", "40", null);
    private static final Incident WORSE = incident(Severity.CRITICAL, 5, 9, "30", "60", null);
    private static final Incident RESOLVED = incident(Severity.CRITICAL, 70, 9, "30", "60", 70L);
    private static final List<Object> UPDATES =
            List.of(OPENED, WORSE, RESOLVED, risk("80", 30), risk("70", 60), risk("55", 3));

    @Test
    void endsWithTheSameRowInWhateverOrderTheUpdatesCome() {
        Random random = new Random(3);
        for (int run = 0; run < 500; run++) {
            List<Object> updates = new ArrayList<>(UPDATES);
            Collections.shuffle(updates, random);
            List<Incident> rows = merged(updates);
            Incident last = rows.get(rows.size() - 1);
            assertThat(last)
                    .isEqualTo(
                            new Incident(
                                    "id",
                                    "oracle-deviation",
                                    "coin:BTC",
                                    IncidentState.RESOLVED,
                                    Severity.CRITICAL,
                                    1,
                                    70,
                                    70L,
                                    9,
                                    new BigDecimal("30"),
                                    new BigDecimal("80"),
                                    6));
            assertThat(rows).extracting(Incident::revision).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aRiskThatIsAheadOfItsIncidentWaitsForIt() {
        List<Incident> rows = merged(List.of(risk("80", 30), OPENED));
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).riskScore()).isEqualByComparingTo("80");
        assertThat(rows.get(0).state()).isEqualTo(IncidentState.OPEN);
    }

    @Test
    void forgetsAnIncidentTenMinutesAfterItsResolveAndNotAtTheEndOfInput() throws Exception {
        try (var harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new IncidentLedgerFunction()),
                        Incident::incidentId,
                        IncidentRisk::incidentId,
                        Types.STRING)) {
            harness.open();
            harness.processElement1(new StreamRecord<>(OPENED, 1));
            assertThat(harness.numEventTimeTimers()).isZero();
            harness.processElement2(new StreamRecord<>(risk("80", 30), 30));
            harness.processElement1(new StreamRecord<>(RESOLVED, 100));
            assertThat(harness.extractOutputValues()).hasSize(3);
            assertThat(harness.numEventTimeTimers()).isOne();

            harness.processBothWatermarks(new Watermark(100 + IncidentLedger.REMEMBERED_MS - 1));
            assertThat(harness.numKeyedStateEntries()).isPositive();
            harness.processBothWatermarks(new Watermark(100 + IncidentLedger.REMEMBERED_MS));
            assertThat(harness.numKeyedStateEntries()).isZero();

            harness.processElement1(new StreamRecord<>(RESOLVED, 800_000));
            harness.processBothWatermarks(new Watermark(Long.MAX_VALUE));
            assertThat(harness.numKeyedStateEntries()).isPositive();
        }
    }

    private static List<Incident> merged(List<Object> updates) {
        List<Incident> rows = new ArrayList<>();
        IncidentLedger ledger = new IncidentLedger(new HeapCell<>());
        for (Object update : updates) {
            if (update instanceof Incident incident) {
                ledger.merge(incident, 100, rows::add);
            } else if (update instanceof IncidentRisk risk) {
                ledger.merge(risk, 100, rows::add);
            }
        }
        return rows;
    }

    private static IncidentRisk risk(String score, long atMs) {
        return new IncidentRisk("id", "oracle-deviation", "coin:BTC", new BigDecimal(score), atMs);
    }

    private static Incident incident(
            Severity severity,
            long updatedAtMs,
            long events,
            String value,
            String risk,
            Long resolvedAtMs) {
        return new Incident(
                "id",
                "oracle-deviation",
                "coin:BTC",
                resolvedAtMs == null ? IncidentState.OPEN : IncidentState.RESOLVED,
                severity,
                1,
                updatedAtMs,
                resolvedAtMs,
                events,
                new BigDecimal(value),
                new BigDecimal(risk),
                1);
    }
}
