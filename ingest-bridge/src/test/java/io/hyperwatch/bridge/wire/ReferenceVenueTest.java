package io.hyperwatch.bridge.wire;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;

class ReferenceVenueTest {

    @ParameterizedTest
    @CsvSource({
        "binance,  BTC,  https://api.binance.com/api/v3/ticker/price?symbol=BTCUSDT",
        "coinbase, ETH,  https://api.exchange.coinbase.com/products/ETH-USD/ticker",
        "kraken,   BTC,  https://api.kraken.com/0/public/Ticker?pair=XBTUSD",
        "kraken,   DOGE, https://api.kraken.com/0/public/Ticker?pair=XDGUSD",
        "kraken,   SOL,  https://api.kraken.com/0/public/Ticker?pair=SOLUSD",
        "OKX,      BTC,  https://www.okx.com/api/v5/market/ticker?instId=BTC-USDT"
    })
    void namesTheTickerOfACoin(String venue, String coin, URI uri) {
        assertThat(ReferenceVenue.of(venue).orElseThrow().uri(coin)).contains(uri);
    }

    @ParameterizedTest
    @EnumSource
    void asksForNoCoinThatIsAnotherThingElsewhere(ReferenceVenue venue) {
        for (String coin : new String[] {"kPEPE", "xyz:SP500", "@107", "PURR/USDC", "#12", ""}) {
            assertThat(venue.uri(coin)).as(coin).isEmpty();
        }
    }

    @Test
    void knowsNoOtherVenue() {
        assertThat(ReferenceVenue.of("nasdaq")).isEmpty();
        assertThat(ReferenceVenue.of(" Kraken ")).contains(ReferenceVenue.KRAKEN);
    }
}
