package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.VaultDetails;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.topics.Topic;

import java.util.Map;

/**
 * Readers of everything about accounts and vaults. They remember which events have been published,
 * so one object serves the whole life of the bridge.
 */
final class AccountReaders {

    private final SocketUsers users = new SocketUsers();
    private final FillIds fillIds = new FillIds();
    private final Fills fills = new Fills(fillIds);
    private final NodeFills nodeFills = new NodeFills(fillIds);
    private final Fundings fundings = new Fundings();
    private final Ledger ledger = new Ledger();
    private final Orders orders = new Orders(users);
    private final UserEvents events = new UserEvents(users, fills, fundings, ledger, orders);

    /** By channel. */
    Map<String, Reader> channels() {
        return Map.ofEntries(
                Map.entry("userFills", fills::read),
                Map.entry("user", events::read),
                Map.entry("userFundings", fundings::read),
                Map.entry("userNonFundingLedgerUpdates", ledger::read),
                Map.entry("orderUpdates", orders::readUpdates),
                Map.entry("openOrders", orders::readOpen),
                Map.entry("clearinghouseState", AccountStates::readPerp),
                Map.entry("spotState", AccountStates::readSpot));
    }

    /** By type of request. */
    Map<String, Reader> answers() {
        return Map.ofEntries(
                Map.entry("userFills", fills::readLatest),
                Map.entry("userFillsByTime", fills::readByTime),
                Map.entry("userFunding", fundings::readAnswer),
                Map.entry("userNonFundingLedgerUpdates", ledger::readAnswer),
                Map.entry("openOrders", orders::readOpenAnswer),
                Map.entry("frontendOpenOrders", orders::readOpenAnswer),
                Map.entry("historicalOrders", orders::readHistory),
                Map.entry("clearinghouseState", AccountStates::readPerpAnswer),
                Map.entry("spotClearinghouseState", AccountStates::readSpotAnswer),
                Map.entry("vaultDetails", AccountReaders::readVault));
    }

    /** Lines of a node's files. */
    Reader nodeLines() {
        return nodeFills::read;
    }

    /** Whose events come on which socket. */
    SocketUsers socketUsers() {
        return users;
    }

    private static void readVault(Reading in) throws MalformedFrameException {
        Fields.of(in.data(), "answer");
        VaultSnapshot vault = VaultDetails.snapshot(in.data(), in.receivedAtMs());
        in.out().event(Topic.VAULTS, vault.vault(), vault, vault.timeMs(), 0, false);
    }
}
