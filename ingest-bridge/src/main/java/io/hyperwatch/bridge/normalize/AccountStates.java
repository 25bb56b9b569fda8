package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountState.Balance;
import io.hyperwatch.events.AccountState.Position;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole states of accounts: {@code clearinghouseState} and {@code spotState} on WebSocket, {@code
 * clearinghouseState} and {@code spotClearinghouseState} on REST. One unreadable position makes the
 * whole state unreadable: without it the position would look closed.
 */
final class AccountStates {

    private static final int MAX_LEVERAGE = 1_000;

    private AccountStates() {}

    static void readPerp(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        String dex = Dexes.of(data);
        in.alive("clearinghouseState", Dexes.subject(user, dex));
        publish(in, perp(data.object("clearinghouseState"), user, dex, in.receivedAtMs()));
    }

    static void readPerpAnswer(Reading in) throws MalformedFrameException {
        Fields request = Fields.of(in.request(), "request");
        String user = request.address("user");
        Fields state = Fields.of(in.data(), "answer");
        publish(in, perp(state, user, Dexes.of(request), in.receivedAtMs()));
    }

    static void readSpot(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        in.alive("spotState", user);
        publish(in, spot(data.object("spotState"), user, in.receivedAtMs()));
    }

    static void readSpotAnswer(Reading in) throws MalformedFrameException {
        String user = Fields.of(in.request(), "request").address("user");
        publish(in, spot(Fields.of(in.data(), "answer"), user, in.receivedAtMs()));
    }

    private static void publish(Reading in, AccountState state) {
        in.out().event(Topic.ACCOUNT_STATES, state.user(), state, state.timeMs(), 0, false);
    }

    /** In the shape of 2023 there was neither a time nor a maintenance margin. */
    private static AccountState perp(Fields state, String user, String dex, long receivedAtMs)
            throws MalformedFrameException {
        boolean oldShape = !state.has("time") && !state.has("crossMaintenanceMarginUsed");
        Fields summary = state.object("marginSummary");
        JsonNode array = state.array("assetPositions");
        List<Position> positions = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            Fields asset = Fields.of(array.get(i), state.at("assetPositions[" + i + "]"));
            positions.add(position(asset.object("position"), oldShape));
        }
        return new AccountState(
                AccountStateKind.PERP,
                user,
                dex,
                oldShape ? receivedAtMs : state.time("time", receivedAtMs),
                summary.decimal("accountValue"),
                summary.decimal("totalNtlPos"),
                summary.decimal("totalRawUsd"),
                summary.decimal("totalMarginUsed"),
                oldShape ? null : state.decimal("crossMaintenanceMarginUsed"),
                state.decimal("withdrawable"),
                positions,
                null,
                null);
    }

    private static Position position(Fields position, boolean oldShape)
            throws MalformedFrameException {
        Fields leverage = position.object("leverage");
        Fields funding = oldShape ? null : position.object("cumFunding");
        return new Position(
                position.text("coin"),
                position.decimal("szi"),
                position.optionalDecimal("entryPx"),
                position.decimal("positionValue"),
                position.decimal("unrealizedPnl"),
                position.decimal("returnOnEquity"),
                leverage(leverage, "value"),
                leverage.text("type"),
                position.optionalDecimal("liquidationPx"),
                position.decimal("marginUsed"),
                oldShape ? null : Integer.valueOf(leverage(position, "maxLeverage")),
                funding == null ? null : funding.decimal("sinceOpen"));
    }

    private static int leverage(Fields fields, String name) throws MalformedFrameException {
        long leverage = fields.id(name);
        if (leverage < 1 || leverage > MAX_LEVERAGE) {
            throw new MalformedFrameException(
                    Fault.BAD_NUMBER, fields.at(name) + ": out of range: " + leverage);
        }
        return (int) leverage;
    }

    private static AccountState spot(Fields state, String user, long receivedAtMs)
            throws MalformedFrameException {
        JsonNode array = state.array("balances");
        List<Balance> balances = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            Fields balance = Fields.of(array.get(i), state.at("balances[" + i + "]"));
            balances.add(
                    new Balance(
                            balance.text("coin"),
                            balance.decimal("total"),
                            balance.decimal("hold"),
                            balance.optionalDecimal("entryNtl")));
        }
        return new AccountState(
                AccountStateKind.SPOT,
                user,
                null,
                receivedAtMs,
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
}
