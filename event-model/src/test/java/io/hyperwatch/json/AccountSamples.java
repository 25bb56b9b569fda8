package io.hyperwatch.json;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each record about accounts, by the name of its golden file. */
final class AccountSamples {

    private static final long TIME = 1_760_130_903_127L;
    private static final String HASH = "0x4dfc" + "0".repeat(56) + "a31b";
    private static final String ALICE = "0x" + "a".repeat(40);
    private static final String BOB = "0x" + "b".repeat(40);

    private AccountSamples() {}

    static Map<String, Object> all() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("account-state-perp", perp());
        samples.put("account-state-spot", spot());
        samples.put("order-update", order());
        samples.put("ledger-entry", withdrawal());
        samples.put("ledger-entry-liquidation", liquidation());
        samples.put(
                "funding-payment",
                new FundingPayment(
                        ALICE,
                        "BTC",
                        TIME,
                        dec("-1.234567"),
                        dec("0.5"),
                        dec("0.0000125"),
                        24,
                        HASH,
                        null));
        return samples;
    }

    private static AccountState perp() {
        return new AccountState(
                AccountStateKind.PERP,
                ALICE,
                "",
                TIME,
                dec("48857952.33"),
                dec("1200000.5"),
                dec("-350000.25"),
                dec("60000.0"),
                dec("15000.1"),
                dec("47000000.0"),
                List.of(
                        new AccountState.Position(
                                "BTC",
                                dec("-2.5"),
                                dec("121000.0"),
                                dec("302500.0"),
                                dec("-120.5"),
                                dec("-0.0079669421"),
                                20,
                                "cross",
                                dec("131999.5"),
                                dec("15125.0"),
                                40,
                                dec("12.345678"))),
                null,
                null);
    }

    private static AccountState spot() {
        return new AccountState(
                AccountStateKind.SPOT,
                ALICE,
                null,
                TIME,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(
                        new AccountState.Balance(
                                "HYPE", dec("10.25"), dec("0.0"), dec("369.1234"))),
                null);
    }

    private static OrderUpdate order() {
        return new OrderUpdate(
                ALICE,
                "HYPE",
                207838246357L,
                Side.A,
                dec("36.5"),
                dec("40.0"),
                dec("50.0"),
                TIME - 1_000,
                OrderUpdate.OPEN,
                TIME,
                "0x" + "c".repeat(32),
                "Limit",
                "Gtc",
                dec("0.0"),
                "N/A",
                false,
                false,
                true,
                null);
    }

    private static LedgerEntry withdrawal() {
        return new LedgerEntry(
                ALICE,
                TIME,
                HASH,
                "spotTransfer",
                dec("1000.0"),
                "HYPE",
                dec("27.5"),
                dec("1001.25"),
                dec("1.0"),
                BOB,
                true,
                BOB,
                false,
                1_760_130_900_000L,
                null,
                null,
                null,
                null,
                "{\"type\":\"spotTransfer\"}",
                null);
    }

    private static LedgerEntry liquidation() {
        return new LedgerEntry(
                ALICE,
                TIME,
                HASH,
                LedgerEntry.LIQUIDATION,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                dec("1822.5"),
                dec("35.25"),
                "Cross",
                List.of(new LedgerEntry.LiquidatedPosition("HYPE", dec("50.0"))),
                "{\"type\":\"liquidation\"}",
                null);
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
