package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

import static org.assertj.core.api.Assertions.assertThat;

class MarginTransferTest {

    private static final String USER = "0xaa";
    private static final String OTHER = "0xbb";
    private static final Provenance FROM =
            new Provenance(Source.WS, 1, new Sequence(1, 1), 1, 1, 0, true, false);

    @Test
    void depositsReachAndWithdrawalsLeave() {
        assertThat(left("withdraw", null, null, null, null)).isEqualByComparingTo("5");
        assertThat(left("deposit", null, null, null, null)).isEqualByComparingTo("-5");
    }

    @Test
    void transfersBetweenTheHalvesOfAnAccountGoByTheirDirection() {
        assertThat(left("accountClassTransfer", null, null, null, false)).isEqualByComparingTo("5");
        assertThat(left("accountClassTransfer", null, null, null, true)).isEqualByComparingTo("-5");
    }

    @Test
    void transfersToOthersLeaveAndToOneselfDoNot() {
        for (String type : new String[] {"internalTransfer", "subAccountTransfer"}) {
            assertThat(left(type, OTHER, false, null, null)).isEqualByComparingTo("5");
            assertThat(left(type, OTHER, true, null, null)).isEqualByComparingTo("-5");
            assertThat(left(type, USER, false, null, null)).isNull();
        }
    }

    @Test
    void aVaultTakesFromItsDepositors() {
        for (String type : new String[] {"vaultCreate", "vaultDeposit"}) {
            assertThat(left(type, null, null, OTHER, null)).isEqualByComparingTo("5");
            assertThat(left(type, null, null, USER, null)).isEqualByComparingTo("-5");
        }
        for (String type : new String[] {"vaultWithdraw", "vaultDistribution"}) {
            assertThat(left(type, null, null, OTHER, null)).isEqualByComparingTo("-5");
            assertThat(left(type, null, null, USER, null)).isEqualByComparingTo("5");
        }
    }

    @Test
    void whatIsSentCountsWhereItLeavesOrReachesThePerpetuals() {
        assertThat(sent(OTHER, false, "", "")).isEqualByComparingTo("5");
        assertThat(sent(OTHER, false, "spot", "")).isNull();
        assertThat(sent(OTHER, true, "spot", "")).isEqualByComparingTo("-5");
        assertThat(sent(OTHER, true, "", "spot")).isNull();
        assertThat(sent(USER, false, "", "spot")).isEqualByComparingTo("5");
        assertThat(sent(USER, false, "xyz", "")).isEqualByComparingTo("-5");
        assertThat(sent(USER, false, "", "")).isNull();
        assertThat(
                        MarginTransfer.leftUsd(
                                entry("send", OTHER, false, null, null, "{\"type\":\"send\"}")))
                .isNull();
    }

    @Test
    void whatDoesNotTouchTheMarginIsNoFact() {
        for (String type : new String[] {"spotTransfer", "rewardsClaim", "liquidation", "new"}) {
            assertThat(AccountFact.of(entry(type, null, null, null, null, null))).isNull();
        }
    }

    private static BigDecimal left(
            String type, String counterparty, Boolean incoming, String vault, Boolean toPerp) {
        return MarginTransfer.leftUsd(entry(type, counterparty, incoming, vault, toPerp, null));
    }

    private static BigDecimal sent(
            String counterparty, boolean incoming, String source, String destination) {
        String delta =
                "{\"type\":\"send\",\"sourceDex\":\"%s\",\"destinationDex\":\"%s\"}"
                        .formatted(source, destination);
        LedgerEntry entry = entry("send", counterparty, incoming, null, null, delta);
        return MarginTransfer.leftUsd(
                new LedgerEntry(
                        USER,
                        1,
                        "0x1",
                        "send",
                        null,
                        "USDC",
                        new BigDecimal("5"),
                        null,
                        null,
                        entry.counterparty(),
                        entry.incoming(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        delta,
                        FROM));
    }

    private static LedgerEntry entry(
            String type,
            String counterparty,
            Boolean incoming,
            String vault,
            Boolean toPerp,
            String delta) {
        return Records.ledger(
                USER, 1, "0x1", type, "5", counterparty, incoming, vault, toPerp, delta, FROM);
    }
}
