package io.hyperwatch.jobs.io;

import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.candles.TradeLogEntry;
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

    private static final String KEY = "BTC";

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "coin    | {'coin':'ETH','side':'B','price':'1','size':'1','time_ms':T,'tid':7}",
                "coin    | {'coin':'ETH','kind':'mid','mid':'1','time_ms':T}",
                "coin    | {'coin':'ETH','time_ms':T,'bids':[],'asks':[]}",
                "address | {'address':'ETH','coin':'BTC','event_id':'e','time_ms':T,'watched':true}"
            })
    void whatIsKeyedByAnotherCoinOrAccountHasNoOrderAndIsRefused(String field, String json) {
        EventReading<?> reading =
                field.equals("address")
                        ? RiskReadings::positionEvent
                        : json.contains("bids")
                                ? RiskReadings::book
                                : json.contains("mid")
                                        ? EventReadings::price
                                        : EventReadings::trade;
        refused(json, reading, field + " is not the record's key BTC");
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
                .satisfies(entry -> assertThat(entry.snapshotEndUser()).isEqualTo(KEY))
                .satisfies(entry -> assertThat(entry.fill()).isNull());
    }

    @Test
    void aGapInTheTradesNamesItsCoinAndItsSpan() throws Exception {
        RawRecord record = RawRecordReader.read(record(null, gapHeaders("1000", "2000")));

        assertThat(EventReadings.tradeLogEntry(record))
                .isEqualTo(TradeLogEntry.gap(KEY, 1_000, 2_000));
        assertThat(EventReadings.trade(record)).isNull();
    }

    @Test
    void aTradeIsAnEntryAndATickIsNone() throws Exception {
        RecordHeaders tick = new RecordHeaders();
        header(tick, HeaderNames.KIND, HeaderNames.TICK);

        assertThat(EventReadings.tradeLogEntry(RawRecordReader.read(record(null, tick)))).isNull();
        assertThat(
                        EventReadings.tradeLogEntry(
                                        RawRecordReader.read(record(TRADE, new RecordHeaders())))
                                .trade()
                                .tid())
                .isEqualTo(7);
    }

    @Test
    void aGapWithoutASpanIsRefused() {
        assertThat(RawRecordReader.read(record(null, gapHeaders("1000", "soon"))).problem())
                .isEqualTo("malformed headers: gap-to is not a number: soon");
        assertThat(RawRecordReader.read(record(null, gapHeaders(null, "2000"))).problem())
                .isEqualTo("malformed headers: gap-from missing");
        RawRecord backwards = RawRecordReader.read(record(null, gapHeaders("2000", "1999")));
        assertThatThrownBy(() -> EventReadings.tradeLogEntry(backwards))
                .isInstanceOf(MalformedEventException.class)
                .hasMessage("gap-from is after gap-to");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'gap_opened','stream':'s','time_ms':T,'reason':'r'}        | gap_start_ms",
                "{'kind':'gap_closed','stream':'s','time_ms':T,'reason':'r','gap_start_ms':5} | gap_end_ms",
                "{'kind':'gap_closed','stream':'s','time_ms':T,'reason':'r','gap_start_ms':5,'gap_end_ms':4} | before",
                "{'kind':'gap_opened','stream':'s','time_ms':T,'gap_start_ms':5}    | reason",
                "{'kind':'of a later version','stream':'s','time_ms':T}             | kind",
                "{'kind':'stale','time_ms':T}                                       | stream"
            })
    void coverageThatWouldMakeNoRowIsRefused(String json, String field) {
        refused(
                json.replace("{", "{'backfilled':0,'revision':1,"),
                EventReadings::coverageEvent,
                field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kind':'spot','user':'0xa','time_ms':T}                              | balances",
                "{'kind':'spot','user':'0xa','time_ms':T,'balances':[null]}            | balance",
                "{'kind':'spot','user':'0xa','time_ms':T,'balances':[{'total':'1'}]}   | token",
                "{'kind':'spot','user':'0xa','time_ms':T,'balances':[{'token':'A','hold':'1'}]} | total",
                "{'kind':'spot','user':'0xa','time_ms':T,'balances':[{'token':'A','total':'1'}]} | hold",
                "{'kind':'spot','time_ms':T,'balances':[]}                             | user",
                "{'kind':'else','user':'0xa','time_ms':T}                              | kind"
            })
    void anAccountStateWithoutWhatItsKindNeedsIsRefused(String json, String field) {
        refused(json, EventReadings::accountState, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'coin':'BTC'         | 'coin':''      | coin",
                "'dex':'',            | ``             | dex",
                "'display_name':'BTC' | 'display_name':'' | display_name",
                "'kind':'perp'        | 'kind':'moon'  | kind",
                "'time_ms':T          | 'time_ms':0    | time_ms"
            })
    void anInstrumentThatWouldMakeNoRowIsRefused(String from, String to, String field) {
        String json =
                "{'coin':'BTC','dex':'','display_name':'BTC','sz_decimals':5,'is_delisted':false,'kind':'perp','time_ms':T}";
        refused(json.replace(from, to), EventReadings::instrument, field);
    }

    @Test
    void aVaultNeedsItsAddressAndAFundingRateItsRate() {
        refused("{'time_ms':T,'is_closed':false}", EventReadings::vaultSnapshot, "vault");
        refused("{'coin':'BTC','time_ms':T}", EventReadings::fundingRate, "rate");
        refused("{'time_ms':T,'rate':'1'}", EventReadings::fundingRate, "coin");
    }

    private static void refused(String json, EventReading<?> reading, String field) {
        String text = json.replace('\'', '"').replace(":T", ":1760130903127");
        RawRecord record = RawRecordReader.read(record(text, new RecordHeaders()));
        assertThatThrownBy(() -> reading.read(record))
                .isInstanceOf(MalformedEventException.class)
                .hasMessageContaining(field)
                .hasMessageNotContaining("primitive");
    }

    private static RecordHeaders gapHeaders(String from, String to) {
        RecordHeaders headers = bridgeHeaders("1760130900000.42");
        header(headers, HeaderNames.KIND, HeaderNames.GAP);
        if (from != null) {
            header(headers, HeaderNames.GAP_FROM, from);
        }
        header(headers, HeaderNames.GAP_TO, to);
        return headers;
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
                KEY.getBytes(StandardCharsets.UTF_8),
                json == null ? null : json.getBytes(StandardCharsets.UTF_8),
                headers,
                java.util.Optional.empty());
    }
}
