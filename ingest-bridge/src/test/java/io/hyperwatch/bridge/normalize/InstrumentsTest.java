package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.InstrumentKind;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.util.Set;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

class InstrumentsTest {

    private static final String META =
            """
            {"universe":[{"szDecimals":5,"name":"BTC","maxLeverage":40,"marginTableId":56},
            {"szDecimals":1,"name":"MATIC","maxLeverage":20,"marginTableId":20,"isDelisted":true}],
            "marginTables":[],"collateralToken":0}""";

    private static Normalized answer(String request, String response) {
        return Frames.normalizer().normalize(Frames.answer(RECEIVED, request, response));
    }

    private static Instrument perp(
            String coin, String dex, int szDecimals, Integer maxLeverage, boolean delisted) {
        return new Instrument(
                coin,
                dex,
                coin,
                szDecimals,
                maxLeverage,
                delisted,
                InstrumentKind.PERP,
                RECEIVED,
                null);
    }

    @Test
    void everyPerpetualIsAnInstrumentWatchedOrNotAndDelistedOnesStay() {
        Normalized normalized = answer("{\"type\":\"meta\"}", META);

        assertThat(normalized.events())
                .containsExactly(perp("BTC", "", 5, 40, false), perp("MATIC", "", 1, 20, true));
        assertThat(normalized.records())
                .allSatisfy(r -> assertThat(r.topic()).isEqualTo(Topic.INSTRUMENTS))
                .allSatisfy(r -> assertThat(r.timestampMs()).isEqualTo(RECEIVED))
                .extracting(Envelope::key)
                .containsExactly("BTC", "MATIC");
    }

    @Test
    void aDexPutsItsNameBeforeTheCoin() {
        String universe =
                "{\"universe\":[{\"szDecimals\":3,\"name\":\"xyz:SP500\",\"maxLeverage\":20},"
                        + "{\"szDecimals\":2,\"name\":\"CL\",\"maxLeverage\":10}]}";

        assertThat(answer("{\"type\":\"meta\",\"dex\":\"xyz\"}", universe).events())
                .containsExactly(
                        perp("xyz:SP500", "xyz", 3, 20, false),
                        perp("xyz:CL", "xyz", 2, 10, false));
        assertThat(answer("{\"type\":\"meta\",\"dex\":\"\"}", META).events())
                .contains(perp("BTC", "", 5, 40, false));
    }

    @Test
    void aSpotPairIsShownByTheNamesOfItsTokens() {
        Normalized normalized =
                answer(
                        "{\"type\":\"spotMeta\"}",
                        """
                        {"universe":[{"tokens":[150,0],"name":"@107","index":107,"isCanonical":false},
                        {"tokens":[1,0],"name":"PURR/USDC","index":0,"isCanonical":true},
                        {"tokens":[7,0],"name":"@9","index":9}],
                        "tokens":[{"name":"HYPE","szDecimals":2,"weiDecimals":8,"index":150},
                        {"name":"USDC","szDecimals":8,"weiDecimals":8,"index":0},
                        {"name":"PURR","szDecimals":0,"weiDecimals":5,"index":1}]}""");

        assertThat(normalized.events())
                .containsExactly(
                        new Instrument(
                                "@107",
                                "",
                                "HYPE/USDC",
                                2,
                                null,
                                false,
                                InstrumentKind.SPOT,
                                RECEIVED,
                                null),
                        new Instrument(
                                "PURR/USDC",
                                "",
                                "PURR/USDC",
                                0,
                                null,
                                false,
                                InstrumentKind.SPOT,
                                RECEIVED,
                                null));
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("universe[2].tokens: two indices of tokens expected");
        assertThat(onlyDeadLetter(normalized).payload())
                .isEqualTo("{\"tokens\":[7,0],\"name\":\"@9\",\"index\":9}");
    }

    @Test
    void aBadEntryStopsNeitherItsNeighboursNorWhatIsLearnedFromThem() {
        Watchlist all = new Watchlist(Set.of(), true, Frames.HLP, Set.of());
        Normalizer normalizer = new Normalizer(Frames.EPOCH, all);

        Normalized normalized =
                normalizer.normalize(
                        Frames.answer(
                                RECEIVED,
                                "{\"type\":\"meta\"}",
                                META.replace("\"name\":\"BTC\"", "\"name\":7")
                                        .replace(
                                                "\"universe\":[",
                                                "\"universe\":[{\"szDecimals\":4,\"name\":\"ETH\",\"maxLeverage\":25},")));

        assertThat(normalized.events())
                .containsExactly(perp("ETH", "", 4, 25, false), perp("MATIC", "", 1, 20, true));
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("universe[1].name: text expected, got number");
        assertThat(all.hasCoin("ETH")).isTrue();
        assertThat(all.hasCoin("MATIC")).isFalse();
    }

    @Test
    void aMetaOfADexAddsNoCoinsToWatch() {
        Watchlist all = new Watchlist(Set.of(), true, Frames.HLP, Set.of());

        new Normalizer(Frames.EPOCH, all)
                .normalize(Frames.answer(RECEIVED, "{\"type\":\"meta\",\"dex\":\"xyz\"}", META));

        assertThat(all.hasCoin("BTC")).isFalse();
    }
}
