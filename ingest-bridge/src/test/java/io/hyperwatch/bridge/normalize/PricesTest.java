package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.events;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

class PricesTest {

    private static String bbo(String sides) {
        return "{\"channel\":\"bbo\",\"data\":{\"coin\":\"BTC\",\"time\":%d,\"bbo\":%s}}"
                .formatted(TIME, sides);
    }

    private static String context(String channel, String coin, String fields) {
        return "{\"channel\":\"%s\",\"data\":{\"coin\":\"%s\",\"ctx\":{%s}}}"
                .formatted(channel, coin, fields);
    }

    @Test
    void onlySubscribedCoinsOfAllMidsArePublished() {
        Normalized normalized =
                normalize(
                        """
                        {"channel":"allMids","data":{"mids":{"#12":"0.5","@107":"41.6965","BTC":"66374.5",
                        "DOGE":"oops","PURR/USDC":"0.2","ETH":"3000.05"}}}""");

        assertThat(events(normalized, Price.class))
                .containsExactly(
                        Price.mid("BTC", RECEIVED, new BigDecimal("66374.5"), null),
                        Price.mid("PURR/USDC", RECEIVED, new BigDecimal("0.2"), null),
                        Price.mid("ETH", RECEIVED, new BigDecimal("3000.05"), null));
        assertThat(normalized.records())
                .allSatisfy(r -> assertThat(r.topic()).isEqualTo(Topic.PRICES))
                .allSatisfy(r -> assertThat(r.timestampMs()).isEqualTo(RECEIVED))
                .extracting(r -> r.header(HeaderNames.LAST).isPresent())
                .containsExactly(false, false, true);
        assertThat(normalized.stream()).isEqualTo("allMids");
    }

    @Test
    void aBadMidIsADeadLetterAndTheOthersGoOn() {
        Normalized normalized =
                normalize(
                        "{\"channel\":\"allMids\",\"data\":{\"mids\":{\"BTC\":1,\"ETH\":\"2\"}}}");

        assertThat(normalized.records())
                .extracting(Envelope::topic)
                .containsExactly(Topic.DEAD_LETTERS, Topic.PRICES);
        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo("{\"BTC\":1}");
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("data.mids.BTC: a decimal string expected, got number");
    }

    @Test
    void midsOfAHipThreeDexNameTheirStream() {
        Normalized normalized =
                normalize(
                        "{\"channel\":\"allMids\",\"data\":{\"dex\":\"xyz\",\"mids\":{\"xyz:SP500\":\"6000\"}}}");

        assertThat(events(normalized, Price.class)).hasSize(1);
        assertThat(normalized.stream()).isEqualTo("allMids:xyz");
    }

    @Test
    void theBestBidAndAskCarryTheExchangesTime() {
        Normalized normalized =
                normalize(
                        bbo(
                                "[{\"px\":\"66373.0\",\"sz\":\"1.5\",\"n\":3},{\"px\":\"66374.0\",\"sz\":\"0.10\",\"n\":1}]"));

        assertThat(normalized.records().get(0).timestampMs()).isEqualTo(TIME);
        assertThat(events(normalized, Price.class))
                .containsExactly(
                        Price.bbo(
                                "BTC",
                                TIME,
                                new BigDecimal("66373.0"),
                                new BigDecimal("1.5"),
                                new BigDecimal("66374.0"),
                                new BigDecimal("0.10"),
                                null));
    }

    @Test
    void eitherSideOfTheBookMayBeEmpty() {
        Price bidOnly =
                events(normalize(bbo("[{\"px\":\"1\",\"sz\":\"2\",\"n\":1},null]")), Price.class)
                        .get(0);
        Price nothing = events(normalize(bbo("[null,null]")), Price.class).get(0);

        assertThat(bidOnly.bidPrice()).isEqualTo("1");
        assertThat(bidOnly.askPrice()).isNull();
        assertThat(nothing.bidPrice()).isNull();
    }

    @Test
    void theContextOfAPerpetualCarriesOracleMarkAndFunding() {
        Normalized normalized =
                normalize(
                        context(
                                "activeAssetCtx",
                                "BTC",
                                """
                                "funding":"-0.0000125","openInterest":"688.11","prevDayPx":"15.322",
                                "dayNtlVlm":"1169046.29","dayBaseVlm":"0","premium":"0.00031774","oraclePx":"14.32",
                                "markPx":"14.3161","midPx":"14.314","impactPxs":["14.3047","14.3444"]"""));

        Price price = events(normalized, Price.class).get(0);
        assertThat(price.kind()).isEqualTo(PriceKind.CONTEXT);
        assertThat(price.timeMs()).isEqualTo(RECEIVED);
        assertThat(price.oraclePrice()).isEqualTo("14.32");
        assertThat(price.markPrice()).isEqualTo("14.3161");
        assertThat(price.midPrice()).isEqualTo("14.314");
        assertThat(price.fundingRate()).isEqualTo("-0.0000125");
        assertThat(price.openInterest()).isEqualTo("688.11");
        assertThat(price.prevDayPrice()).isEqualTo("15.322");
        assertThat(price.dayNotionalVolumeUsd()).isEqualTo("1169046.29");
        assertThat(price.premium()).isEqualTo("0.00031774");
        assertThat(normalized.stream()).isEqualTo("activeAssetCtx:BTC");
    }

    @Test
    void anEmptyBookLeavesMidAndPremiumOut() {
        Normalized normalized =
                normalize(
                        context(
                                "activeAssetCtx",
                                "ETH",
                                """
                                "funding":"0.0","openInterest":"0.0","prevDayPx":"1","dayNtlVlm":"0.0",
                                "premium":null,"oraclePx":"1","markPx":"1","midPx":null,"impactPxs":null"""));

        Price price = events(normalized, Price.class).get(0);
        assertThat(price.midPrice()).isNull();
        assertThat(price.premium()).isNull();
    }

    @Test
    void aSpotCoinAnswersOnItsOwnChannelWithoutAnOracle() {
        Normalized normalized =
                normalize(
                        context(
                                "activeSpotAssetCtx",
                                "PURR/USDC",
                                """
                                "prevDayPx":"0.21","dayNtlVlm":"100.5","markPx":"0.2","midPx":"0.205",
                                "circulatingSupply":"598274922.38"\
                                """));

        Price price = events(normalized, Price.class).get(0);
        assertThat(price.oraclePrice()).isNull();
        assertThat(price.fundingRate()).isNull();
        assertThat(price.markPrice()).isEqualTo("0.2");
        assertThat(normalized.stream()).isEqualTo("activeAssetCtx:PURR/USDC");
    }

    @Test
    void aPerpetualWithoutAnOracleIsADeadLetter() {
        Normalized normalized =
                normalize(
                        context(
                                "activeAssetCtx",
                                "BTC",
                                "\"prevDayPx\":\"1\",\"dayNtlVlm\":\"1\",\"markPx\":\"1\""));

        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo("data.ctx.oraclePx: missing");
    }
}
