package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LedgerEntry.LiquidatedPosition;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code delta} of a ledger entry. Types nobody knows yet are kept with what they share. */
final class LedgerDelta {

    /** Far more than a liquidation of every coin there is. */
    private static final int MAX_CHARS = 64 * 1024;

    private static final Set<String> USDC = Set.of("usdc");
    private static final Set<String> TOKENS = Set.of("token", "amount");

    /** What a type cannot do without; of all others any field may be absent. */
    private static final Map<String, Set<String>> REQUIRED =
            Map.ofEntries(
                    Map.entry("deposit", USDC),
                    Map.entry("withdraw", Set.of("usdc", "nonce", "fee")),
                    Map.entry("internalTransfer", Set.of("usdc", "user", "destination", "fee")),
                    Map.entry("subAccountTransfer", Set.of("usdc", "user", "destination")),
                    Map.entry("accountClassTransfer", Set.of("usdc", "toPerp")),
                    Map.entry("spotTransfer", Set.of("token", "amount", "user", "destination")),
                    Map.entry("send", Set.of("token", "amount", "user", "destination")),
                    Map.entry("vaultCreate", Set.of("vault", "usdc")),
                    Map.entry("vaultDeposit", Set.of("vault", "usdc")),
                    Map.entry("vaultDistribution", Set.of("vault", "usdc")),
                    Map.entry("vaultWithdraw", Set.of("vault", "netWithdrawnUsd")),
                    Map.entry("vaultLeaderCommission", USDC),
                    Map.entry("rewardsClaim", Set.of("amount")),
                    Map.entry("cStakingTransfer", TOKENS),
                    Map.entry("spotGenesis", TOKENS),
                    Map.entry("deployGasAuction", TOKENS),
                    Map.entry(
                            LedgerEntry.LIQUIDATION,
                            Set.of(
                                    "liquidatedNtlPos",
                                    "accountValue",
                                    "leverageType",
                                    "liquidatedPositions")));

    private LedgerDelta() {}

    /**
     * @param row {@code {"time","hash","delta"}}
     * @param whole its delta
     */
    static LedgerEntry entry(Fields row, JsonNode whole, String user, long receivedAtMs)
            throws MalformedFrameException {
        Fields delta = row.object("delta");
        String type = delta.text("type");
        for (String field : REQUIRED.getOrDefault(type, Set.of())) {
            if (!delta.has(field)) {
                throw new MalformedFrameException(
                        Fault.MISSING_FIELD, delta.at(field) + ": missing");
            }
        }
        String sender = delta.optionalAddress("user");
        String receiver = delta.optionalAddress("destination");
        boolean isTransfer = sender != null && receiver != null;
        boolean incoming = isTransfer && receiver.equals(user) && !sender.equals(user);
        return new LedgerEntry(
                user,
                row.time("time", receivedAtMs),
                row.text("hash"),
                type,
                delta.optionalDecimal(type.equals("vaultWithdraw") ? "netWithdrawnUsd" : "usdc"),
                delta.optionalText("token"),
                delta.optionalDecimal("amount"),
                delta.optionalDecimal("usdcValue"),
                delta.optionalDecimal("fee"),
                isTransfer ? (incoming ? sender : receiver) : null,
                isTransfer ? incoming : null,
                delta.optionalAddress("vault"),
                delta.has("toPerp") ? Boolean.valueOf(delta.flag("toPerp")) : null,
                delta.optionalId("nonce"),
                delta.optionalDecimal("liquidatedNtlPos"),
                delta.optionalDecimal("accountValue"),
                delta.optionalText("leverageType"),
                delta.has("liquidatedPositions") ? positions(delta) : null,
                kept(whole, delta.at("type")),
                null);
    }

    /** {@code {"lid","liquidator","liquidated_user","liquidated_ntl_pos",…}}. */
    static LedgerEntry ofEvent(Fields event, JsonNode whole, String user, long receivedAtMs)
            throws MalformedFrameException {
        String liquidator = event.address("liquidator");
        String liquidated = event.address("liquidated_user");
        return new LedgerEntry(
                user,
                receivedAtMs,
                null,
                LedgerEntry.LIQUIDATION_EVENT,
                null,
                null,
                null,
                null,
                null,
                liquidated.equals(user) ? liquidator : liquidated,
                null,
                null,
                null,
                event.id("lid"),
                event.decimal("liquidated_ntl_pos"),
                event.decimal("liquidated_account_value"),
                null,
                null,
                kept(whole, event.at("lid")),
                null);
    }

    private static List<LiquidatedPosition> positions(Fields delta) throws MalformedFrameException {
        JsonNode array = delta.array("liquidatedPositions");
        List<LiquidatedPosition> positions = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            Fields position = Fields.of(array.get(i), delta.at("liquidatedPositions[" + i + "]"));
            positions.add(new LiquidatedPosition(position.text("coin"), position.decimal("szi")));
        }
        return positions;
    }

    /** As JSON text that has a UTF-8 form: half a surrogate pair has none. */
    private static String kept(JsonNode whole, String path) throws MalformedFrameException {
        String text = whole.toString();
        if (text.length() > MAX_CHARS
                || text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE, path + ": its entry is too long or no Unicode");
        }
        return text;
    }
}
