package io.hyperwatch.jobs.balances;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountState.Balance;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.sinks.postgres.StoredBalance;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class BalanceBookTest {

    private static final long NOON = 1_760_130_900_000L;
    private static final String ALICE = "0xa";

    private final List<StoredBalance> rows = new ArrayList<>();
    private final BalanceBook book = new BalanceBook(new HeapCell<>());

    @Test
    void aTokenThatVanishesBecomesZeroOnce() {
        book.onState(state(ALICE, NOON, "USDC", "100.5", "HYPE", "2"), rows::add);
        book.onState(state(ALICE, NOON + 1, "USDC", "90"), rows::add);
        book.onState(state(ALICE, NOON + 2, "USDC", "90"), rows::add);
        assertThat(rows)
                .extracting(row -> row.token() + " " + row.total() + " " + row.updatedAtMs())
                .containsExactly(
                        "USDC 100.5 " + NOON,
                        "HYPE 2 " + NOON,
                        "USDC 90 " + (NOON + 1),
                        "HYPE 0 " + (NOON + 1),
                        "USDC 90 " + (NOON + 2));
    }

    @Test
    void anEmptyAccountHoldsNothingAnyMore() {
        book.onState(state(ALICE, NOON, "USDC", "100.5"), rows::add);
        book.onState(state(ALICE, NOON + 1), rows::add);
        assertThat(rows).extracting(StoredBalance::total).last().isEqualTo(BigDecimal.ZERO);
        assertThat(rows).hasSize(2);
    }

    @Test
    void aStateThatIsNotNewerSaysNothing() {
        book.onState(state(ALICE, NOON, "USDC", "100"), rows::add);
        book.onState(state(ALICE, NOON, "USDC", "100"), rows::add);
        book.onState(state(ALICE, NOON - 1, "HYPE", "1"), rows::add);
        assertThat(rows).hasSize(1);
    }

    @Test
    void tenThousandRandomLogsLeaveTheTableAsTheNewestStateSays() {
        for (int seed = 0; seed < 10_000; seed++) {
            Random random = new Random(seed);
            List<AccountState> log = randomLog(random);
            BalanceBook tested = new BalanceBook(new HeapCell<>());
            List<StoredBalance> out = new ArrayList<>();
            log.forEach(state -> tested.onState(state, out::add));
            assertThat(table(out)).as("seed %d", seed).isEqualTo(naive(log));
        }
    }

    @Test
    void inFlinkAccountsAreKeptApartAndARestartForgetsNothing() throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<AccountState> log = randomLog(random);
            List<StoredBalance> out = new ArrayList<>();
            var harness = harness();
            harness.open();
            for (AccountState state : log) {
                harness.processElement(state, state.timeMs());
                AccountState other = state("0xb", state.timeMs() + 7, "PURR", "1");
                harness.processElement(other, other.timeMs());
                if (random.nextInt(5) == 0) {
                    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
                    out.addAll(harness.extractOutputValues());
                    harness.close();
                    harness = harness();
                    harness.initializeState(snapshot);
                    harness.open();
                }
            }
            out.addAll(harness.extractOutputValues());
            harness.close();
            out.removeIf(row -> row.address().equals("0xb"));
            assertThat(table(out)).as("seed %d", seed).isEqualTo(naive(log));
        }
    }

    @Test
    void stateIsSerializedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(KnownBalances.class);
    }

    /** States that are late, repeated, empty; tokens that come and go. */
    private static List<AccountState> randomLog(Random random) {
        List<AccountState> log = new ArrayList<>();
        long now = NOON;
        for (int i = 0; i < 20; i++) {
            now += random.nextInt(3);
            if (i > 0 && random.nextInt(6) == 0) {
                log.add(log.get(random.nextInt(i)));
                continue;
            }
            List<String> balances = new ArrayList<>();
            for (String token : List.of("USDC", "HYPE", "PURR")) {
                if (random.nextBoolean()) {
                    balances.add(token);
                    balances.add(Integer.toString(random.nextInt(50)));
                }
            }
            log.add(
                    state(
                            ALICE,
                            now - (random.nextInt(5) == 0 ? random.nextInt(10) : 0),
                            balances.toArray(String[]::new)));
        }
        return log;
    }

    /** The rows of every state as the table would have them if each state replaced all before. */
    private static Map<String, String> naive(List<AccountState> log) {
        long newestMs = Long.MIN_VALUE;
        Map<String, String> table = new TreeMap<>();
        for (AccountState state : log) {
            if (state.timeMs() > newestMs) {
                newestMs = state.timeMs();
                table.replaceAll((token, total) -> "0");
                state.balances().forEach(row -> table.put(row.token(), row.total().toString()));
            }
        }
        return table;
    }

    /** As the sink writes it: a row gives way to a later one only. */
    private static Map<String, String> table(List<StoredBalance> rows) {
        Map<String, StoredBalance> newest = new TreeMap<>();
        for (StoredBalance row : rows) {
            newest.merge(row.token(), row, (a, b) -> b.updatedAtMs() > a.updatedAtMs() ? b : a);
        }
        Map<String, String> table = new TreeMap<>();
        newest.forEach((token, row) -> table.put(token, row.total().toString()));
        return table;
    }

    private static AccountState state(String user, long timeMs, String... tokensAndTotals) {
        List<Balance> balances = new ArrayList<>();
        for (int i = 0; i < tokensAndTotals.length; i += 2) {
            balances.add(
                    new Balance(
                            tokensAndTotals[i],
                            new BigDecimal(tokensAndTotals[i + 1]),
                            BigDecimal.ZERO,
                            null));
        }
        return new AccountState(
                AccountStateKind.SPOT,
                user,
                null,
                timeMs,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                balances,
                null);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AccountState, StoredBalance>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new BalanceFunction()),
                AccountState::user,
                Types.STRING);
    }
}
