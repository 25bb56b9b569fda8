package io.hyperwatch.jobs;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.time.PartitionTime;
import io.hyperwatch.patterns.candles.TradeLogEntry;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.sinks.delivery.DeliveryAttempt;
import io.hyperwatch.sinks.postgres.StoredDeadLetter;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flows between operators and lives in state never falls back to Kryo. */
class StreamTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                RawRecord.class,
                PartitionTime.class,
                FillLogEntry.class,
                TradeLogEntry.class,
                CoverageEvent.class,
                VaultSnapshot.class,
                Instrument.class,
                AccountState.class,
                FundingRate.class,
                StoredDeadLetter.class,
                DeliveryAttempt.class
            })
    void isAPojoToFlinkWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
