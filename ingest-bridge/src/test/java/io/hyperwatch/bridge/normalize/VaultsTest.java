package io.hyperwatch.bridge.normalize;

import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.HLP;
import static io.hyperwatch.bridge.normalize.Frames.LIQUIDATOR;
import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

class VaultsTest {

    private static final String PARENT =
            "{\"type\":\"parent\",\"data\":{\"childAddresses\":[\"%s\"]}}".formatted(LIQUIDATOR);

    private static String vault(String address, String relationship) {
        return """
        {"name":"Hyperliquidity Provider (HLP)","vaultAddress":"%s","leader":"%s","description":"long","apr":0.36,
         "portfolio":[["week",{"accountValueHistory":[[1,"9"]],"pnlHistory":[[1,"9"]],"vlm":"0"}],
          ["day",{"accountValueHistory":[[1734397526634,"329265410.90790099"],[1734397526700,"329265411.5"]],"pnlHistory":[[1734397526634,"0.0"],[1734397526700,"-12.5"]],"vlm":"0.0"}]],
         "followers":[{"user":"x"}],"maxDistributable":94856870.164485,"isClosed":false,"relationship":%s,"allowDeposits":true}"""
                .formatted(address, MAKER, relationship);
    }

    private static Normalized normalize(String address, String answer) {
        return Frames.normalizer()
                .normalize(
                        Frames.answer(
                                RECEIVED,
                                "{\"type\":\"vaultDetails\",\"vaultAddress\":\"%s\"}"
                                        .formatted(address),
                                answer));
    }

    private static VaultSnapshot only(Normalized normalized) {
        return AccountFrames.only(normalized, Topic.VAULTS, VaultSnapshot.class);
    }

    @Test
    void theParentHasItsDayAndItsChildren() {
        Normalized normalized = normalize(HLP, vault(HLP, PARENT));

        assertThat(only(normalized))
                .isEqualTo(
                        new VaultSnapshot(
                                HLP,
                                null,
                                "Hyperliquidity Provider (HLP)",
                                MAKER,
                                RECEIVED,
                                new BigDecimal("329265411.5"),
                                new BigDecimal("-12.5"),
                                List.of(
                                        new HistoryPoint(
                                                1734397526634L,
                                                new BigDecimal("329265410.90790099")),
                                        new HistoryPoint(
                                                1734397526700L, new BigDecimal("329265411.5"))),
                                List.of(
                                        new HistoryPoint(1734397526634L, new BigDecimal("0.0")),
                                        new HistoryPoint(1734397526700L, new BigDecimal("-12.5"))),
                                List.of(LIQUIDATOR),
                                false,
                                null));
        assertThat(normalized.records().get(0).key()).isEqualTo(HLP);
    }

    @Test
    void aChildNamesItsParentAndAnOrdinaryVaultNobody() {
        String child = "{\"type\":\"child\",\"data\":{\"parentAddress\":\"%s\"}}".formatted(HLP);

        assertThat(only(normalize(LIQUIDATOR, vault(LIQUIDATOR, child))).parent()).isEqualTo(HLP);
        VaultSnapshot normal = only(normalize(MAKER, vault(MAKER, "{\"type\":\"normal\"}")));
        assertThat(normal.parent()).isNull();
        assertThat(normal.children()).isEmpty();
    }

    @Test
    void aVaultWithoutHistoryHasNoValue() {
        String empty =
                vault(MAKER, "{\"type\":\"normal\"}")
                        .replaceAll(
                                "\\[\\[1734397526634[^}]*\"vlm\"", "[],\"pnlHistory\":[],\"vlm\"");

        VaultSnapshot snapshot = only(normalize(MAKER, empty));

        assertThat(snapshot.accountValue()).isNull();
        assertThat(snapshot.pnl24h()).isNull();
        assertThat(snapshot.accountValueHistory()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"day\"|\"dax\"|portfolio: no day",
                "[1734397526634,\"0.0\"]|[1734397526634,0.0]|portfolio[1][1].pnlHistory[0][1]: a decimal string expected, got number",
                "[1734397526634,\"0.0\"]|{\"a\":1,\"b\":2}|portfolio[1][1].pnlHistory[0]: time and decimal string expected",
                "[1734397526634,\"0.0\"]|[1734397526634,\"x\"]|portfolio[1][1].pnlHistory[0][1]: not a decimal: x",
                "[1734397526634,\"0.0\"]|[1734397526,\"0.0\"]|portfolio[1][1].pnlHistory[0][0]: not epoch milliseconds since 2020",
                "[1734397526634,\"0.0\"]|[1934397526634,\"0.0\"]|portfolio[1][1].pnlHistory[0][0]: more than 60 s in the future: 1934397526634",
                "[1734397526634,\"0.0\"]|[1734397526634,\"1e20\"]|portfolio[1][1].pnlHistory[0][1]: not a decimal: 1e20",
                "\"isClosed\"|\"isOpen\"|answer.isClosed: missing"
            })
    void whatIsNoVaultIsADeadLetter(String good, String bad, String reason) {
        Normalized normalized = normalize(HLP, vault(HLP, PARENT).replace(good, bad));

        assertThat(Frames.onlyDeadLetter(normalized).reason()).isEqualTo(reason);
    }
}
