package io.hyperwatch.bridge.normalize;

import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LedgerEntry.LiquidatedPosition;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.HASH;
import static io.hyperwatch.bridge.normalize.Frames.HLP;
import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

class LedgerTest {

    private static final String STREAM = "userNonFundingLedgerUpdates";

    private final Normalizer normalizer = Frames.normalizer();

    private static String row(long time, String delta) {
        return "{\"time\":%d,\"hash\":\"%s\",\"delta\":%s}".formatted(time, HASH, delta);
    }

    private static String deposit(String usdc) {
        return "{\"type\":\"deposit\",\"usdc\":\"%s\"}".formatted(usdc);
    }

    private Normalized live(String rows) {
        return stream("", rows);
    }

    private Normalized stream(String snapshot, String rows) {
        return normalizer.normalize(
                AccountFrames.frame(
                        1,
                        STREAM,
                        "{%s\"user\":\"%s\",\"nonFundingLedgerUpdates\":[%s]}"
                                .formatted(snapshot, VICTIM, rows)));
    }

    private Normalized rest(String rows) {
        return normalizer.normalize(AccountFrames.answer(STREAM, VICTIM, "[" + rows + "]"));
    }

    private static List<LedgerEntry> entries(Normalized normalized) {
        return AccountFrames.events(normalized, Topic.LEDGER, LedgerEntry.class);
    }

    private LedgerEntry only(String delta) {
        return AccountFrames.only(live(row(TIME, delta)), Topic.LEDGER, LedgerEntry.class);
    }

    @Test
    void aTransferKnowsWhoAndWhichWay() {
        String delta =
                """
                {"type":"spotTransfer","token":"HYPE","amount":"10.5","usdcValue":"400.25","user":"%s","destination":"%s",\
                "fee":"1.0","nativeTokenFee":"0.0","nonce":null,"feeToken":"","new":[1]}""";

        LedgerEntry in = only(delta.formatted(MAKER.toUpperCase().replace("0X", "0x"), VICTIM));
        LedgerEntry out = only(delta.formatted(VICTIM, MAKER));

        assertThat(in.timeMs()).isEqualTo(TIME);
        assertThat(in.hash()).isEqualTo(HASH);
        assertThat(in.type()).isEqualTo("spotTransfer");
        assertThat(in.token()).isEqualTo("HYPE");
        assertThat(in.amount()).isEqualTo("10.5");
        assertThat(in.usdcValue()).isEqualTo("400.25");
        assertThat(in.fee()).isEqualTo("1.0");
        assertThat(in.counterparty()).isEqualTo(MAKER);
        assertThat(in.incoming()).isTrue();
        assertThat(in.nonce()).isNull();
        assertThat(in.delta()).contains("\"nativeTokenFee\":\"0.0\"", "\"new\":[1]");
        assertThat(out.counterparty()).isEqualTo(MAKER);
        assertThat(out.incoming()).isFalse();
    }

    @Test
    void whatAVaultPaidOutIsTheAmountOfAVaultWithdrawal() {
        LedgerEntry entry =
                only(
                        """
                        {"type":"vaultWithdraw","vault":"%s","user":"%s","requestedUsd":"100.0","commission":"1.0",\
                        "closingCost":"0.5","basis":"80.0","netWithdrawnUsd":"98.5"}"""
                                .formatted(HLP, VICTIM));

        assertThat(entry.usdc()).isEqualTo("98.5");
        assertThat(entry.vault()).isEqualTo(HLP);
        assertThat(entry.counterparty()).isNull();
        assertThat(entry.incoming()).isNull();
    }

    @Test
    void aLiquidationSaysWhatWasTaken() {
        LedgerEntry entry =
                only(
                        """
                        {"type":"liquidation","liquidatedNtlPos":"1822.5","accountValue":"-3.25","leverageType":"Isolated",\
                        "liquidatedPositions":[{"coin":"HYPE","szi":"-50.0"},{"coin":"BTC","szi":"0.1"}]}""");

        assertThat(entry.type()).isEqualTo(LedgerEntry.LIQUIDATION);
        assertThat(entry.liquidatedNotional()).isEqualTo("1822.5");
        assertThat(entry.accountValue()).isEqualTo("-3.25");
        assertThat(entry.leverageType()).isEqualTo("Isolated");
        assertThat(entry.liquidatedPositions())
                .containsExactly(
                        new LiquidatedPosition("HYPE", new BigDecimal("-50.0")),
                        new LiquidatedPosition("BTC", new BigDecimal("0.1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"deposit\",\"usdc\":\"99.922\"}",
                "{\"type\":\"withdraw\",\"usdc\":\"29.0\",\"nonce\":1753090254904000,\"fee\":\"1.0\"}",
                "{\"type\":\"accountClassTransfer\",\"usdc\":\"12.0\",\"toPerp\":false}",
                "{\"type\":\"subAccountTransfer\",\"usdc\":\"1\",\"user\":\"0x1111111111111111111111111111111111111111\",\"destination\":\"0x109a42c3ead059b041560cb6da71058516e7ba3e\"}",
                "{\"type\":\"vaultCreate\",\"vault\":\"0x1111111111111111111111111111111111111111\",\"usdc\":\"100\",\"fee\":\"100\"}",
                "{\"type\":\"vaultLeaderCommission\",\"user\":\"0x1111111111111111111111111111111111111111\",\"usdc\":\"5.5\"}",
                "{\"type\":\"rewardsClaim\",\"amount\":\"1.25\"}",
                "{\"type\":\"cStakingTransfer\",\"token\":\"HYPE\",\"amount\":\"1.25\",\"isDeposit\":true}",
                "{\"type\":\"borrowLend\",\"token\":\"USDC\",\"operation\":\"supply\",\"amount\":\"1\",\"interestAmount\":\"0\"}",
                "{\"type\":\"activateDexAbstraction\",\"dex\":\"xyz\",\"token\":\"USDC\",\"amount\":\"1\"}",
                "{\"type\":\"somethingNobodyKnows\",\"usdc\":null,\"strange\":{\"a\":[true]}}"
            })
    void everyTypeIsKeptAsItWasWritten(String delta) {
        LedgerEntry entry = only(delta);

        assertThat(entry.delta()).isEqualTo(delta);
        assertThat(delta).contains("\"type\":\"" + entry.type() + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"deposit\",\"usdx\":\"1\"}|usdc: missing",
                "{\"type\":\"deposit\",\"usdc\":1}|usdc: a decimal string expected, got number",
                "{\"type\":\"somethingNobodyKnows\",\"fee\":\"x\"}|fee: not a decimal: x",
                "{\"type\":\"liquidation\",\"liquidatedNtlPos\":\"1\",\"accountValue\":\"1\",\"leverageType\":\"Cross\",\"liquidatedPositions\":{}}|liquidatedPositions: an array expected, got object",
                "{\"usdc\":\"1\"}|type: missing",
                "{\"type\":\"deposit\",\"usdc\":\"1\",\"x\":\"\\ud800\"}|type: its entry is too long or no Unicode"
            })
    void aBrokenEntryIsADeadLetter(String delta, String reason) {
        Normalized normalized = live(row(TIME, delta));

        assertThat(normalized.records()).hasSize(1);
        assertThat(Frames.onlyDeadLetter(normalized).reason())
                .isEqualTo("data.nonFundingLedgerUpdates[0].delta." + reason);
    }

    @Test
    void repeatsGoOutOnceAndListsSayWhatTheyProve() {
        Normalized snapshot =
                stream(
                        "\"isSnapshot\":true,",
                        row(TIME - 1, deposit("2")) + "," + row(TIME - 2, deposit("1")));
        Normalized answer =
                rest(
                        row(TIME - 1, "{\"usdc\":\"2\",\"type\":\"deposit\"}")
                                + ","
                                + row(TIME, deposit("3")));

        assertThat(entries(snapshot))
                .extracting(e -> e.usdc().toPlainString())
                .containsExactly("1", "2");
        assertThat(snapshot.records().get(2).header(HeaderNames.KIND))
                .contains(HeaderNames.SNAPSHOT_END);
        assertThat(snapshot.notices())
                .containsExactly(
                        new Notice(
                                STREAM + ":" + VICTIM, 1, 2, 2, TIME - 2, TIME - 1, false, true));
        assertThat(entries(answer)).extracting(e -> e.usdc().toPlainString()).containsExactly("3");
        assertThat(answer.duplicates()).isEqualTo(1);
        assertThat(answer.notices())
                .containsExactly(
                        new Notice(STREAM + ":" + VICTIM, 0, 2, 1, TIME - 1, TIME, true, true));
    }

    @Test
    void twoEntriesOfOneTransactionAreTwoEntries() {
        Normalized normalized = live(row(TIME, deposit("1")) + "," + row(TIME, deposit("2")));

        assertThat(entries(normalized)).hasSize(2);
        assertThat(normalized.stream()).isEqualTo(STREAM + ":" + VICTIM);
        assertThat(normalized.notices()).isEmpty();
    }
}
