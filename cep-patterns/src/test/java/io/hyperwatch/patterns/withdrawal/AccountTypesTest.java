package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.position.RapidUnwind;
import io.hyperwatch.patterns.position.UnwindMemory;
import io.hyperwatch.patterns.position.UnwindStep;
import io.hyperwatch.patterns.signal.NewestSignal;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                AccountFact.class,
                AccountStory.class,
                LiquidatedAfterWithdrawal.class,
                NewestSignal.class,
                RapidUnwind.class,
                StoryStep.class,
                UnwindMemory.class,
                UnwindStep.class
            })
    void isSerializedAsAPojo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
