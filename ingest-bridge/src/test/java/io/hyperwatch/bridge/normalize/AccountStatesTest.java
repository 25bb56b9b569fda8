package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountState.Balance;
import io.hyperwatch.events.AccountState.Position;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

class AccountStatesTest {

    private static final String STATE =
            """
            {"marginSummary":{"accountValue":"85076.66","totalNtlPos":"7535.24","totalRawUsd":"85124.76","totalMarginUsed":"2127.63"},
             "crossMarginSummary":{"accountValue":"1","totalNtlPos":"2","totalRawUsd":"3","totalMarginUsed":"4"},
             "crossMaintenanceMarginUsed":"888.22","withdrawable":"72130.09",
             "assetPositions":[{"type":"oneWay","position":{"coin":"DYDX","szi":"-12160.7","leverage":{"type":"isolated","value":5,"rawUsd":"9.5"},
              "entryPx":"0.2374","positionValue":"2881.47","unrealizedPnl":"-5.47","returnOnEquity":"-0.0094","liquidationPx":null,
              "marginUsed":"576.29","maxLeverage":10,"cumFunding":{"allTime":"0.06","sinceOpen":"0.01","sinceChange":"0.0"}}}],
             "time":%d}"""
                    .formatted(TIME);

    private static final Position POSITION =
            new Position(
                    "DYDX",
                    dec("-12160.7"),
                    dec("0.2374"),
                    dec("2881.47"),
                    dec("-5.47"),
                    dec("-0.0094"),
                    5,
                    "isolated",
                    null,
                    dec("576.29"),
                    10,
                    dec("0.01"));

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private static AccountState perp(String dex) {
        return new AccountState(
                AccountStateKind.PERP,
                VICTIM,
                dex,
                TIME,
                dec("85076.66"),
                dec("7535.24"),
                dec("85124.76"),
                dec("2127.63"),
                dec("888.22"),
                dec("72130.09"),
                List.of(POSITION),
                null,
                null);
    }

    private static Normalized rest(String state) {
        return Frames.normalizer()
                .normalize(AccountFrames.answer("clearinghouseState", VICTIM, state));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''|''",
                "'\"dex\":\"\",'|''|''",
                "'\"dex\":null,'|''|''",
                "'\"dex\":\"xyz\",'|xyz|:xyz"
            })
    void aStreamedStateKeepsEveryField(String dexField, String dex, String suffix) {
        Normalized normalized =
                Frames.normalizer()
                        .normalize(
                                AccountFrames.frame(
                                        3,
                                        "clearinghouseState",
                                        "{%s\"user\":\"%s\",\"clearinghouseState\":%s}"
                                                .formatted(dexField, VICTIM, STATE)));

        assertThat(AccountFrames.only(normalized, Topic.ACCOUNT_STATES, AccountState.class))
                .isEqualTo(perp(dex));
        assertThat(normalized.stream()).isEqualTo("clearinghouseState:" + VICTIM + suffix);
        Envelope record = normalized.records().get(0);
        assertThat(record.key()).isEqualTo(VICTIM);
        assertThat(record.timestampMs()).isEqualTo(TIME);
    }

    @Test
    void aPolledStateIsThatOfTheUserAndDexThatWereAsked() {
        Normalized normalized =
                Frames.normalizer()
                        .normalize(
                                new Input.Answer(
                                        RECEIVED,
                                        1,
                                        "{\"type\":\"clearinghouseState\",\"user\":\"%s\",\"dex\":\"xyz\"}"
                                                .formatted(
                                                        VICTIM.toUpperCase().replace("0X", "0x")),
                                        STATE,
                                        Source.REST,
                                        true));

        assertThat(AccountFrames.only(normalized, Topic.ACCOUNT_STATES, AccountState.class))
                .isEqualTo(perp("xyz"));
        assertThat(normalized.records().get(0).header(HeaderNames.SOURCE)).contains("rest");
        assertThat(normalized.stream()).isNull();
    }

    @Test
    void theShapeOf2023HasNoTimeAndNoFunding() {
        String old =
                STATE.replace("\"crossMaintenanceMarginUsed\":\"888.22\",", "")
                        .replace(",\n \"time\":" + TIME, "")
                        .replaceAll(",\"maxLeverage\".*sinceChange\":\"0.0\"}", "");

        AccountState state =
                AccountFrames.only(rest(old), Topic.ACCOUNT_STATES, AccountState.class);

        assertThat(old).doesNotContain("time", "cumFunding");
        assertThat(state.timeMs()).isEqualTo(RECEIVED);
        assertThat(state.crossMaintenanceMarginUsed()).isNull();
        assertThat(state.positions().get(0).fundingSinceOpen()).isNull();
        assertThat(state.positions().get(0).maxLeverage()).isNull();
        assertThat(state.accountValue()).isEqualTo("85076.66");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"time\":|\"timf\":|answer.time: missing",
                "\"cumFunding\"|\"cumFundinh\"|answer.assetPositions[0].position.cumFunding: missing",
                "\"szi\":\"-12160.7\"|\"szi\":-12160.7|answer.assetPositions[0].position.szi: a decimal string expected, got number",
                "\"value\":5|\"value\":0|answer.assetPositions[0].position.leverage.value: out of range: 0",
                "\"crossMaintenanceMarginUsed\"|\"x\"|answer.crossMaintenanceMarginUsed: missing"
            })
    void oneBadFieldMakesTheWholeStateADeadLetter(String good, String bad, String reason) {
        Normalized normalized = rest(STATE.replace(good, bad));

        assertThat(normalized.records()).hasSize(1);
        assertThat(Frames.onlyDeadLetter(normalized).reason()).isEqualTo(reason);
        assertThat(Frames.onlyDeadLetter(normalized).origin()).isEqualTo("rest:clearinghouseState");
    }

    @Test
    void balancesComeFromBothSides() {
        String balances =
                """
                {"balances":[{"coin":"USDC","token":0,"hold":"1.5","total":"14.625485","entryNtl":"0.0"},
                 {"coin":"HYPE","token":150,"total":"2","hold":"0"}]}""";
        AccountState expected =
                new AccountState(
                        AccountStateKind.SPOT,
                        VICTIM,
                        null,
                        RECEIVED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Balance("USDC", dec("14.625485"), dec("1.5"), dec("0.0")),
                                new Balance("HYPE", dec("2"), dec("0"), null)),
                        null);

        Normalized polled =
                Frames.normalizer()
                        .normalize(
                                AccountFrames.answer("spotClearinghouseState", VICTIM, balances));
        Normalized streamed =
                Frames.normalizer()
                        .normalize(
                                AccountFrames.frame(
                                        1,
                                        "spotState",
                                        "{\"user\":\"%s\",\"spotState\":%s}"
                                                .formatted(VICTIM, balances)));

        assertThat(AccountFrames.only(polled, Topic.ACCOUNT_STATES, AccountState.class))
                .isEqualTo(expected);
        assertThat(AccountFrames.only(streamed, Topic.ACCOUNT_STATES, AccountState.class))
                .isEqualTo(expected);
        assertThat(streamed.stream()).isEqualTo("spotState:" + VICTIM);
    }

    @Test
    void noAnswerAtAllIsADeadLetter() {
        assertThat(Frames.onlyDeadLetter(rest("null")).reason()).isEqualTo("answer: missing");
    }
}
