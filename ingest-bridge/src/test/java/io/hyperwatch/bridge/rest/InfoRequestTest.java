package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.wire.WireJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InfoRequestTest {

    private static final long T = 1_790_000_000_000L;
    private static final long HOUR = 3_600_000;

    @Test
    void bodiesAreWhatTheExchangeReads() {
        assertThat(
                        List.of(
                                InfoRequest.meta(null),
                                InfoRequest.meta("xyz"),
                                InfoRequest.l2Book("BTC"),
                                InfoRequest.l2Book("BTC", 5, 2),
                                InfoRequest.recentTrades("PURR/USDC"),
                                InfoRequest.candleSnapshot("xyz:SP500", "1h", 1, 2),
                                InfoRequest.fundingHistory("BTC", 1, null, 2),
                                InfoRequest.fundingHistory("BTC", 1, 2L, 3),
                                InfoRequest.clearinghouseState("0xa", "xyz"),
                                InfoRequest.userFillsByTime("0xa", 1, 2L),
                                InfoRequest.userNonFundingLedgerUpdates("0xa", 1),
                                InfoRequest.vaultDetails("0xb")))
                .extracting(InfoRequest::json)
                .containsExactly(
                        "{\"type\":\"meta\"}",
                        "{\"type\":\"meta\",\"dex\":\"xyz\"}",
                        "{\"type\":\"l2Book\",\"coin\":\"BTC\"}",
                        "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":5,\"mantissa\":2}",
                        "{\"type\":\"recentTrades\",\"coin\":\"PURR/USDC\"}",
                        "{\"type\":\"candleSnapshot\",\"req\":{\"coin\":\"xyz:SP500\",\"interval\":\"1h\",\"startTime\":1,\"endTime\":2}}",
                        "{\"type\":\"fundingHistory\",\"coin\":\"BTC\",\"startTime\":1}",
                        "{\"type\":\"fundingHistory\",\"coin\":\"BTC\",\"startTime\":1,\"endTime\":2}",
                        "{\"type\":\"clearinghouseState\",\"user\":\"0xa\",\"dex\":\"xyz\"}",
                        "{\"type\":\"userFillsByTime\",\"user\":\"0xa\",\"startTime\":1,\"endTime\":2}",
                        "{\"type\":\"userNonFundingLedgerUpdates\",\"user\":\"0xa\",\"startTime\":1}",
                        "{\"type\":\"vaultDetails\",\"vaultAddress\":\"0xb\"}");
    }

    @Test
    void namesAreQuoted() throws Exception {
        String evil = "A\",\"x\":\"";
        InfoRequest request = InfoRequest.recentTrades(evil);
        assertThat(WireJson.parse(request.json()).get("coin").textValue()).isEqualTo(evil);
        GetRequest reference =
                GetRequest.reference("kraken", evil, URI.create("http://kraken.test/"));
        assertThat(WireJson.parse(reference.json()).get("coin").textValue()).isEqualTo(evil);
    }

    @Test
    void weightsAreThoseOfTheExchange() {
        for (InfoRequest light :
                List.of(
                        InfoRequest.l2Book("BTC"),
                        InfoRequest.allMids(null),
                        InfoRequest.clearinghouseState("0xa", null),
                        InfoRequest.spotClearinghouseState("0xa"))) {
            assertThat(light.weight()).as(light.type()).isEqualTo(2);
            assertThat(light.maxSurcharge()).isZero();
        }
        for (InfoRequest common :
                List.of(
                        InfoRequest.meta(null),
                        InfoRequest.spotMeta(),
                        InfoRequest.perpDexs(),
                        InfoRequest.metaAndAssetCtxs(null),
                        InfoRequest.openOrders("0xa", null),
                        InfoRequest.frontendOpenOrders("0xa", null),
                        InfoRequest.vaultDetails("0xb"))) {
            assertThat(common.weight()).as(common.type()).isEqualTo(20);
            assertThat(common.maxSurcharge()).isZero();
        }
        assertThat(InfoRequest.recentTrades("BTC").maxSurcharge()).isEqualTo(1);
        assertThat(InfoRequest.userFills("0xa").maxSurcharge()).isEqualTo(100);
        assertThat(InfoRequest.userFillsByTime("0xa", 1, null).maxSurcharge()).isEqualTo(100);
        assertThat(InfoRequest.historicalOrders("0xa").maxSurcharge()).isEqualTo(100);
        assertThat(InfoRequest.userFunding("0xa", 1, null).maxSurcharge()).isEqualTo(25);
        assertThat(InfoRequest.candleSnapshot("BTC", "1m", 0, T).maxSurcharge()).isEqualTo(84);
    }

    @Test
    void noMoreRowsArePaidInAdvanceThanASpanCanHold() {
        assertThat(InfoRequest.fundingHistory("BTC", T, null, T + 24 * HOUR).maxRows())
                .isEqualTo(26);
        assertThat(InfoRequest.fundingHistory("BTC", T, null, T + 9_999 * HOUR).maxRows())
                .isEqualTo(500);
        assertThat(InfoRequest.candleSnapshot("BTC", "1h", T, T + 24 * HOUR).maxRows())
                .isEqualTo(26);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "20,1", "21,2", "2000,100"})
    void rowsAreRoundedUp(int rows, int surcharge) {
        assertThat(InfoRequest.userFills("0xa").surcharge(rows)).isEqualTo(surcharge);
        assertThat(InfoRequest.meta(null).surcharge(rows)).isZero();
    }

    @Test
    void anUnknownIntervalIsAnError() {
        assertThatThrownBy(() -> InfoRequest.candleSnapshot("BTC", "7m", 0, 1))
                .hasMessageContaining("7m");
    }

    @Test
    void rowsAreCountedWithoutReadingThem() {
        assertThat(RowScan.of("[]")).isEqualTo(new RowScan(0, null));
        assertThat(RowScan.of("[{\"time\":5,\"a\":[{\"time\":9}]},{\"time\":3},7,[{\"time\":8}]]"))
                .isEqualTo(new RowScan(4, 5L));
        assertThat(RowScan.of("null")).isNull();
        assertThat(RowScan.of("{\"time\":5}")).isNull();
        assertThat(RowScan.of("[{\"time\":5}")).isNull();
        assertThat(RowScan.of("<html>")).isNull();
        assertThat(RowScan.of("")).isNull();
    }
}
