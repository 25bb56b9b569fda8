package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.normalize.Captures.Exchange;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Every real payload of account states, orders, ledgers and funding payments, field by field
 * against a plain reading of the same text.
 */
class CapturedAccountsTest {

    private final AccountAnswers answers = new AccountAnswers();

    private static void assertSame(OrderUpdate update, JsonNode row) {
        JsonNode order = row.path("order").isObject() ? row.get("order") : row;
        assertThat(update.coin()).isEqualTo(AccountAnswers.text(order, "coin"));
        assertThat(update.oid()).isEqualTo(order.get("oid").asLong());
        assertThat(update.side().name()).isEqualTo(AccountAnswers.text(order, "side"));
        assertThat(AccountAnswers.plain(update.limitPrice()))
                .isEqualTo(AccountAnswers.text(order, "limitPx"));
        assertThat(AccountAnswers.plain(update.size())).isEqualTo(AccountAnswers.text(order, "sz"));
        assertThat(AccountAnswers.plain(update.origSize()))
                .isEqualTo(AccountAnswers.text(order, "origSz"));
        assertThat(update.orderTimeMs()).isEqualTo(order.get("timestamp").asLong());
        assertThat(update.timeInForce()).isEqualTo(AccountAnswers.text(order, "tif"));
        assertThat(update.cloid()).isEqualTo(AccountAnswers.text(order, "cloid"));
        assertThat(update.orderType()).isEqualTo(AccountAnswers.text(order, "orderType"));
        assertThat(AccountAnswers.plain(update.triggerPrice()))
                .isEqualTo(AccountAnswers.text(order, "triggerPx"));
        assertThat(update.triggerCondition())
                .isEqualTo(AccountAnswers.text(order, "triggerCondition"));
        assertThat(update.status())
                .isEqualTo(row == order ? "open" : AccountAnswers.text(row, "status"));
        assertThat(update.statusTimeMs())
                .isEqualTo(
                        (row == order ? row.get("timestamp") : row.get("statusTimestamp"))
                                .asLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest/linlea666/clearinghouseState.json",
                "rest/gareth-clearinghouseState.json",
                "rest/eugene2710/clearinghouse_small.json",
                "rest/eugene2710/clearinghouse_whale.json"
            })
    void statesOfAccounts(String file) throws IOException {
        String text = Captures.text(file);

        assertSameState(
                answers.answerTo("clearinghouseState", text),
                Captures.PLAIN.readTree(text),
                AccountAnswers.USER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest/python-sdk-cassettes/test_get_user_state.yaml",
                "rest/go-hyperliquid/UserState_WithDex.yaml"
            })
    void statesOfAccountsInCassettes(String file) throws IOException {
        List<Exchange> exchanges = Captures.cassette(file, "clearinghouseState");

        assertThat(exchanges).isNotEmpty();
        for (Exchange exchange : exchanges) {
            JsonNode request = Captures.PLAIN.readTree(exchange.request());
            AccountState state =
                    assertSameState(
                            answers.answer(exchange.request(), exchange.response()),
                            exchange.answer(),
                            request.get("user").asText());
            assertThat(state.dex()).isEqualTo(request.path("dex").asText(""));
        }
    }

    private static AccountState assertSameState(
            Normalized normalized, JsonNode plain, String user) {
        AccountState state =
                AccountFrames.only(normalized, Topic.ACCOUNT_STATES, AccountState.class);
        JsonNode summary = plain.get("marginSummary");
        assertThat(state.user()).isEqualTo(user);
        assertThat(state.timeMs()).isEqualTo(plain.path("time").asLong(AccountAnswers.NOW));
        assertThat(state.accountValue().toPlainString())
                .isEqualTo(AccountAnswers.text(summary, "accountValue"));
        assertThat(state.totalNotional().toPlainString())
                .isEqualTo(AccountAnswers.text(summary, "totalNtlPos"));
        assertThat(state.totalRawUsd().toPlainString())
                .isEqualTo(AccountAnswers.text(summary, "totalRawUsd"));
        assertThat(state.totalMarginUsed().toPlainString())
                .isEqualTo(AccountAnswers.text(summary, "totalMarginUsed"));
        assertThat(state.withdrawable().toPlainString())
                .isEqualTo(AccountAnswers.text(plain, "withdrawable"));
        JsonNode assets = plain.get("assetPositions");
        assertThat(state.positions()).hasSize(assets.size());
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < assets.size(); i++) {
            JsonNode row = assets.get(i).get("position");
            AccountState.Position position = state.positions().get(i);
            assertThat(position.coin()).isEqualTo(AccountAnswers.text(row, "coin"));
            assertThat(position.size().toPlainString()).isEqualTo(AccountAnswers.text(row, "szi"));
            assertThat(AccountAnswers.plain(position.entryPrice()))
                    .isEqualTo(AccountAnswers.text(row, "entryPx"));
            assertThat(AccountAnswers.plain(position.liquidationPrice()))
                    .isEqualTo(AccountAnswers.text(row, "liquidationPx"));
            assertThat(AccountAnswers.plain(position.unrealizedPnl()))
                    .isEqualTo(AccountAnswers.text(row, "unrealizedPnl"));
            assertThat(AccountAnswers.plain(position.marginUsed()))
                    .isEqualTo(AccountAnswers.text(row, "marginUsed"));
            assertThat(position.leverage()).isEqualTo(row.get("leverage").get("value").asInt());
            assertThat(position.leverageType())
                    .isEqualTo(AccountAnswers.text(row.get("leverage"), "type"));
            assertThat(AccountAnswers.plain(position.fundingSinceOpen()))
                    .isEqualTo(AccountAnswers.text(row.path("cumFunding"), "sinceOpen"));
            total = total.add(position.positionValueUsd());
        }
        // The exchange adds binary fractions: 3698519.1897200001.
        assertThat(total).isCloseTo(state.totalNotional(), within(new BigDecimal("0.000001")));
        return state;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws/gareth/4-webData2-openPosition-all.json",
                "ws/gareth/6-webData2-spotAndPerps.json",
                "ws/gareth/9-webData2-shortPosition-spotAndPerps.json"
            })
    void webDataIsNotSubscribedButItsPartsAreUnderstood(String file) throws IOException {
        for (JsonNode frame : Captures.PLAIN.readTree(Captures.text(file))) {
            Normalized whole =
                    answers.normalizer.normalize(
                            new Input.Frame(AccountAnswers.NOW, 1, frame.toString()));
            if (!frame.get("channel").asText().equals("webData2")) {
                assertThat(whole.control()).isInstanceOf(Control.Acknowledged.class);
                continue;
            }
            assertThat(whole.faults()).containsExactly(Fault.UNKNOWN_CHANNEL);
            JsonNode data = frame.get("data");
            String user = data.get("user").asText();
            JsonNode state = data.get("clearinghouseState");
            assertSameState(
                    answers.normalizer.normalize(
                            AccountFrames.frame(
                                    1,
                                    "clearinghouseState",
                                    "{\"dex\":\"\",\"user\":\"%s\",\"clearinghouseState\":%s}"
                                            .formatted(user, state))),
                    state,
                    user);
            JsonNode balances = data.get("spotState").get("balances");
            AccountState spot =
                    AccountFrames.only(
                            answers.answerTo(
                                    "spotClearinghouseState", data.get("spotState").toString()),
                            Topic.ACCOUNT_STATES,
                            AccountState.class);
            assertThat(spot.balances()).hasSize(balances.size()).isNotEmpty();
            for (int i = 0; i < balances.size(); i++) {
                assertThat(spot.balances().get(i).token())
                        .isEqualTo(AccountAnswers.text(balances.get(i), "coin"));
                assertThat(AccountAnswers.plain(spot.balances().get(i).total()))
                        .isEqualTo(AccountAnswers.text(balances.get(i), "total"));
                assertThat(AccountAnswers.plain(spot.balances().get(i).entryNotional()))
                        .isEqualTo(AccountAnswers.text(balances.get(i), "entryNtl"));
            }
        }
    }

    @Test
    void ordersAreThoseOfThePlainReading() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        exchanges.addAll(Captures.cassette("rest/python-sdk-cassettes/test_get_open_orders.yaml"));
        exchanges.addAll(
                Captures.cassette("rest/python-sdk-cassettes/test_get_frontend_open_orders.yaml"));
        exchanges.add(
                new Exchange(
                        "{\"type\":\"frontendOpenOrders\",\"user\":\"%s\"}"
                                .formatted(AccountAnswers.USER),
                        Captures.text("rest/linlea666/frontendOpenOrders.json")));
        exchanges.addAll(
                Captures.cassette("rest/python-sdk-cassettes/test_historical_orders.yaml"));

        assertThat(exchanges).hasSize(4);
        for (Exchange exchange : exchanges) {
            List<OrderUpdate> orders =
                    AccountFrames.events(
                            answers.answer(exchange.request(), exchange.response()),
                            Topic.ORDERS,
                            OrderUpdate.class);
            assertThat(orders).hasSize(exchange.answer().size()).isNotEmpty();
            for (int i = 0; i < orders.size(); i++) {
                assertSame(orders.get(i), exchange.answer().get(i));
            }
        }
    }

    @Test
    void ledgerEntriesAreThoseOfThePlainReading() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (String name : List.of("with_end_time", "without_end_time")) {
            exchanges.addAll(
                    Captures.cassette(
                            "rest/python-sdk-cassettes/test_user_non_funding_ledger_updates_%s.yaml"
                                    .formatted(name)));
        }
        exchanges.add(
                new Exchange(
                        "{\"type\":\"userNonFundingLedgerUpdates\",\"user\":\"%s\"}"
                                .formatted(AccountAnswers.USER),
                        Captures.text("rest/linlea666/userNonFundingLedgerUpdates.json")));

        int entries = 0;
        int repeats = 0;
        for (Exchange exchange : exchanges) {
            Normalized normalized = answers.answer(exchange.request(), exchange.response());
            List<LedgerEntry> ledger =
                    AccountFrames.events(normalized, Topic.LEDGER, LedgerEntry.class);
            entries += ledger.size();
            repeats += normalized.duplicates();
            assertThat(ledger.size() + normalized.duplicates()).isEqualTo(exchange.answer().size());
            int next = normalized.duplicates();
            for (LedgerEntry entry : ledger) {
                JsonNode row = exchange.answer().get(next++);
                assertThat(entry.timeMs()).isEqualTo(row.get("time").asLong());
                assertThat(entry.hash()).isEqualTo(AccountAnswers.text(row, "hash"));
                assertThat(entry.type()).isEqualTo(AccountAnswers.text(row.get("delta"), "type"));
                assertThat(AccountAnswers.plain(entry.usdc()))
                        .isEqualTo(AccountAnswers.text(row.get("delta"), "usdc"));
                assertThat(AccountAnswers.plain(entry.amount()))
                        .isEqualTo(AccountAnswers.text(row.get("delta"), "amount"));
                assertThat(Captures.PLAIN.readTree(entry.delta())).isEqualTo(row.get("delta"));
            }
        }
        assertThat(entries).isGreaterThanOrEqualTo(42);
        assertThat(repeats).isLessThan(5);
    }

    @Test
    void fundingPaymentsAreThoseOfThePlainReading() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        exchanges.add(
                new Exchange(
                        "{\"type\":\"userFunding\",\"user\":\"%s\"}".formatted(AccountAnswers.USER),
                        Captures.text("rest/linlea666/userFunding.json")));
        exchanges.addAll(
                Captures.cassette(
                        "rest/python-sdk-cassettes/test_user_funding_history_without_end_time.yaml"));
        exchanges.addAll(
                Captures.cassette(
                        "rest/python-sdk-cassettes/test_user_funding_history_with_end_time.yaml"));

        for (Exchange exchange : exchanges) {
            Normalized normalized =
                    new AccountAnswers().answer(exchange.request(), exchange.response());
            List<FundingPayment> payments =
                    AccountFrames.events(normalized, Topic.USER_FUNDINGS, FundingPayment.class);
            assertThat(payments).hasSize(exchange.answer().size()).isNotEmpty();
            for (int i = 0; i < payments.size(); i++) {
                JsonNode row = exchange.answer().get(i);
                JsonNode delta = row.get("delta");
                FundingPayment payment = payments.get(i);
                assertThat(payment.timeMs()).isEqualTo(row.get("time").asLong());
                assertThat(payment.hash()).isEqualTo(AccountAnswers.text(row, "hash"));
                assertThat(payment.coin()).isEqualTo(AccountAnswers.text(delta, "coin"));
                assertThat(AccountAnswers.plain(payment.usdc()))
                        .isEqualTo(AccountAnswers.text(delta, "usdc"));
                assertThat(AccountAnswers.plain(payment.size()))
                        .isEqualTo(AccountAnswers.text(delta, "szi"));
                assertThat(AccountAnswers.plain(payment.rate()))
                        .isEqualTo(AccountAnswers.text(delta, "fundingRate"));
                assertThat(payment.samples())
                        .isEqualTo(
                                delta.hasNonNull("nSamples")
                                        ? delta.get("nSamples").asInt()
                                        : null);
            }
        }
    }
}
