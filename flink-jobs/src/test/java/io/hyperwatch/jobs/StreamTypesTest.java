package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.time.PartitionTime;
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
                StoredDeadLetter.class,
                DeliveryAttempt.class
            })
    void isAPojoToFlinkWithoutKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
