package io.hyperwatch.patterns.feed;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreamNameTest {

    @ParameterizedTest
    @CsvSource({
        "allMids, allMids, ,",
        "allMids:xyz, allMids, ,",
        "trades:BTC, trades, BTC,",
        "l2Book:BTC:4, l2Book, BTC,",
        "l2Book:xyz:TSLA:5:2, l2Book, xyz:TSLA,",
        "candle:BTC:1m, candle, BTC,",
        "userFills:0xdfc24b077bc1425ad1dea75bcb6f8158e10df303, userFills, , 0xdfc24b077bc1425ad1dea75bcb6f8158e10df303",
        "clearinghouseState:0xdfc24b077bc1425ad1dea75bcb6f8158e10df303:xyz, clearinghouseState, , 0xdfc24b077bc1425ad1dea75bcb6f8158e10df303"
    })
    void saysWhatAStreamIsAbout(String stream, String type, String coin, String account) {
        assertThat(StreamName.of(stream)).isEqualTo(new StreamName(type, coin, account));
    }
}
