package io.hyperwatch.jobs.io;

import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.sinks.postgres.StoredDeadLetter;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventReadingsTest {

    private static final String TRADE =
            """
            {"coin":"BTC","side":"B","price":"66373.0","size":"0.5","time_ms":1760130903127,"tid":7}""";

    @Test
    void aRecordOfTheBridgeKeepsWhereItCameFrom() throws Exception {
        RecordHeaders headers = bridgeHeaders("1760130900000.42");

        Trade trade = EventReadings.trade(RawRecordReader.read(record(TRADE, headers)));

        assertThat(trade.coin()).isEqualTo("BTC");
        assertThat(trade.provenance().sequence()).isEqualTo(new Sequence(1_760_130_900_000L, 42));
        assertThat(trade.provenance().last()).isTrue();
    }

    @Test
    void aRecordOfAnotherProgramCountsAsReceivedAtItsTimestampInTheOrderOfOffsets()
            throws Exception {
        Trade trade = EventReadings.trade(RawRecordReader.read(record(TRADE, new RecordHeaders())));

        assertThat(trade.provenance().receivedAtMs()).isEqualTo(1_760_130_903_127L);
        assertThat(trade.provenance().sequence()).isEqualTo(new Sequence(0, 6));
    }

    @Test
    void anUnreadableDeadLetterIsStoredAsItsText() {
        List<StoredDeadLetter> letters = new ArrayList<>();

        new DeadLetterDecoder()
                .flatMap(
                        RawRecordReader.read(record("not JSON", new RecordHeaders())),
                        new ListCollector<>(letters));

        assertThat(letters)
                .singleElement()
                .extracting(it -> it.letter().payload())
                .isEqualTo("not JSON");
    }

    @Test
    void aHeaderOutOfRangeNeverStopsTheReading() {
        RecordHeaders headers = bridgeHeaders("1760130900000.42");
        header(headers, HeaderNames.CONNECTION, "99999999999");

        assertThat(RawRecordReader.read(record(TRADE, headers)).problem()).contains("connection");
    }

    @Test
    void malformedHeadersNeverStopTheReading() {
        RawRecord record = RawRecordReader.read(record(TRADE, bridgeHeaders("not a sequence")));

        assertThat(record.problem()).contains("not a sequence");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"side\":\"B\"           | \"side\":\"X\"        | side",
                "\"coin\":\"BTC\"         | \"coin\":\"\"         | coin",
                "\"price\":\"66373.0\"    | \"price\":\"-1\"      | price",
                "\"price\":\"66373.0\"    | \"price\":66373       | price",
                "\"size\":\"0.5\"         | \"size\":\"0\"        | size",
                "\"time_ms\":1760130903127 | \"time_ms\":0        | time_ms",
                "\"time_ms\":1760130903127 | \"time_ms\":1760130963128 | future",
                "{                        | [                     | "
            })
    void whatADetectorCouldNotUseIsRefusedNamingTheField(String from, String to, String field) {
        RawRecord record =
                RawRecordReader.read(
                        record(TRADE.replace(from.trim(), to.trim()), new RecordHeaders()));

        assertThatThrownBy(() -> EventReadings.trade(record))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(field == null ? "" : field);
    }

    @Test
    void controlRecordsAreNoEvents() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add(HeaderNames.KIND, HeaderNames.TICK.getBytes(StandardCharsets.UTF_8));

        assertThat(EventReadings.trade(RawRecordReader.read(record(null, headers)))).isNull();
        List<StoredDeadLetter> letters = new ArrayList<>();
        new DeadLetterDecoder()
                .flatMap(RawRecordReader.read(record(null, headers)), new ListCollector<>(letters));
        assertThat(letters).isEmpty();
    }

    @Test
    void theEndOfASnapshotNamesItsAccount() throws Exception {
        RecordHeaders headers = new RecordHeaders();
        headers.add(HeaderNames.KIND, HeaderNames.SNAPSHOT_END.getBytes(StandardCharsets.UTF_8));

        assertThat(EventReadings.fillLogEntry(RawRecordReader.read(record(null, headers))))
                .satisfies(entry -> assertThat(entry.snapshotEndUser()).isEqualTo("key"))
                .satisfies(entry -> assertThat(entry.fill()).isNull());
    }

    private static RecordHeaders bridgeHeaders(String sequence) {
        RecordHeaders headers = new RecordHeaders();
        header(headers, HeaderNames.SOURCE, "ws");
        header(headers, HeaderNames.RECEIVED_AT, "1760130903500");
        header(headers, HeaderNames.SEQUENCE, sequence);
        header(headers, HeaderNames.CONNECTION, "3");
        header(headers, HeaderNames.FRAME, "9");
        header(headers, HeaderNames.INDEX, "0");
        header(headers, HeaderNames.LAST, "true");
        return headers;
    }

    private static void header(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(String json, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "hl.trades.v1",
                0,
                5,
                1_760_130_903_127L,
                TimestampType.CREATE_TIME,
                0,
                0,
                "key".getBytes(StandardCharsets.UTF_8),
                json == null ? null : json.getBytes(StandardCharsets.UTF_8),
                headers,
                java.util.Optional.empty());
    }
}
