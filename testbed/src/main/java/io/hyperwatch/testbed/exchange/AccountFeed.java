package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Books, publishes and records what happens to accounts. Each change also pushes the account's
 * state or its open orders. The caller holds the market's monitor.
 */
final class AccountFeed {

    private final Market market;
    private final Feed feed;
    private final Publications record;

    AccountFeed(Market market, Feed feed, Publications record) {
        this.market = market;
        this.feed = feed;
        this.record = record;
    }

    /** Books a fill; {@link #fills} announces it once its order is through. */
    Publication<Fill> book(Fill fill) {
        Publication<Fill> published = new Publication<>(fill);
        market.accounts().get(fill.user()).book(published);
        record.addFill(published);
        return published;
    }

    void fills(String user, List<Publication<Fill>> published) {
        List<Fill> fills = published.stream().map(Publication::event).toList();
        long sent =
                feed.publish(
                        Subscription.ofUser("userFills", user),
                        () -> AccountJson.fillsFrame(user, fills, false));
        long sentAsEvents =
                feed.publish(
                        Subscription.ofUser("userEvents", user),
                        () -> AccountJson.userEventsFrame("fills", AccountJson.fills(fills)));
        published.forEach(publication -> publication.sentAt(sent != 0 ? sent : sentAsEvents));
        state(user);
    }

    /**
     * @param usd what it brings the account, negative for what it takes
     */
    void ledger(LedgerEntry entry, BigDecimal usd) {
        Publication<LedgerEntry> published = new Publication<>(entry);
        market.accounts().get(entry.user()).book(published, usd);
        record.addLedger(published);
        published.sentAt(
                feed.publish(
                        Subscription.ofUser("userNonFundingLedgerUpdates", entry.user()),
                        () -> AccountJson.ledgerFrame(entry.user(), List.of(entry), false)));
        state(entry.user());
    }

    /** All of one user and hour: one frame. */
    void fundings(String user, List<FundingPayment> payments) {
        Account account = market.accounts().get(user);
        List<Publication<FundingPayment>> published = new ArrayList<>(payments.size());
        for (FundingPayment payment : payments) {
            Publication<FundingPayment> publication = new Publication<>(payment);
            account.bookFunding(publication);
            record.addFunding(publication);
            published.add(publication);
        }
        long sent =
                feed.publish(
                        Subscription.ofUser("userFundings", user),
                        () -> AccountJson.fundingsFrame(user, payments, false));
        for (Publication<FundingPayment> publication : published) {
            long sentAsEvent = event(user, "funding", AccountJson.funding(publication.event()));
            publication.sentAt(sent != 0 ? sent : sentAsEvent);
        }
        state(user);
    }

    void settlement(FundingSettlement settlement) {
        market.state(settlement.coin()).settled(settlement);
        record.addSettlement(new Publication<>(settlement));
    }

    void order(OrderChange change) {
        String user = change.order().user();
        Publication<OrderChange> published = new Publication<>(change);
        market.accounts().get(user).book(change);
        record.addOrder(published);
        published.sentAt(
                feed.publish(
                        Subscription.ofUser("orderUpdates", user),
                        () -> AccountJson.orderUpdatesFrame(change)));
        for (Subscription stream : feed.subscribed("openOrders", user)) {
            feed.publish(stream, () -> Snapshots.ordersFrame(market, stream));
        }
    }

    /** An event of channel {@code user} that no other stream has in this form. */
    long event(String user, String kind, JsonNode event) {
        return feed.publish(
                Subscription.ofUser("userEvents", user),
                () -> AccountJson.userEventsFrame(kind, event));
    }

    private void state(String user) {
        for (Subscription stream : feed.subscribed("clearinghouseState", user)) {
            feed.publish(stream, () -> Snapshots.stateFrame(market, stream));
        }
    }
}
