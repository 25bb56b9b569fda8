package io.hyperwatch.jobs.io;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.VaultSnapshot;

import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class VaultReadingTest {

    private static final String HLP = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";
    private static final String WHOLE =
            """
            {"vault":"%s","name":"HLP","time_ms":1760130903127,"is_closed":false,\
            "account_value_history":[{"time_ms":1760130900000,"value":"5"}],\
            "pnl_history":[{"time_ms":1760130900000,"value":"-1"}]}"""
                    .formatted(HLP);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"time_ms\":1760130900000,\"value\":\"5\"}]  | [null]     | account_value_history",
                "[{\"time_ms\":1760130900000,\"value\":\"-1\"}] | [null]     | pnl_history",
                "\"value\":\"-1\"                               | \"value\":null | value",
                "[{\"time_ms\":1760130900000,\"value\":\"-1\"}] | null       | pnl_history"
            })
    void aNullInAHistoryIsADeadLetterAndTheJobGoesOn(String part, String broken, String field)
            throws Exception {
        var decoder = new EventDecoder<>(VaultSnapshot.class, EventReadings::vaultSnapshot);
        try (var harness = ProcessFunctionTestHarnesses.forProcessFunction(decoder)) {
            harness.processElement(record(WHOLE.replace(part, broken)), 0);
            harness.processElement(record(WHOLE), 1);

            assertThat(harness.getSideOutput(EventDecoder.DEAD_LETTERS))
                    .singleElement()
                    .extracting(letter -> letter.getValue())
                    .extracting(DeadLetter::reason)
                    .isEqualTo(field + " is missing");
            assertThat(harness.extractOutputValues())
                    .extracting(VaultSnapshot::vault)
                    .isEqualTo(List.of(HLP));
        }
    }

    @Test
    void anEmptyHistorySaysThatTheExchangeGaveNone() throws Exception {
        String empty = WHOLE.replaceAll("\\[[^\\]]*\\]", "[]");

        assertThat(EventReadings.vaultSnapshot(record(empty)).pnlHistory()).isEmpty();
    }

    private static RawRecord record(String json) {
        return RawRecordReader.read(
                new ConsumerRecord<>(
                        "hl.vaults.v1",
                        0,
                        5,
                        1_760_130_903_127L,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        HLP.getBytes(StandardCharsets.UTF_8),
                        json.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        Optional.empty()));
    }
}
