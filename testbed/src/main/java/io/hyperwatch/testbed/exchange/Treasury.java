package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Money that moves without a trade. The caller holds the market's monitor. */
final class Treasury {

    private static final BigDecimal WITHDRAWAL_FEE = new BigDecimal("1.0");
    private static final int MICROS = 1_000;

    private final Market market;
    private final AccountFeed feed;
    private final Ids ids;

    Treasury(Market market, AccountFeed feed, Ids ids) {
        this.market = market;
        this.feed = feed;
        this.ids = ids;
    }

    void deposit(String user, BigDecimal usd) {
        enter(user, ids.hash(), usd, delta("deposit", usd));
    }

    void withdraw(String user, BigDecimal usd) {
        ObjectNode delta =
                delta("withdraw", usd)
                        .put("nonce", market.now() * MICROS)
                        .put("fee", Decimals.text(WITHDRAWAL_FEE));
        enter(user, ids.hash(), usd.add(WITHDRAWAL_FEE).negate(), delta);
    }

    void transfer(String from, String to, BigDecimal usd) {
        ObjectNode delta =
                delta("internalTransfer", usd)
                        .put("user", from.toLowerCase(Locale.ROOT))
                        .put("destination", to.toLowerCase(Locale.ROOT))
                        .put("fee", "0.0");
        String hash = ids.hash();
        enter(from, hash, usd.negate(), delta);
        enter(to, hash, usd, delta);
    }

    /**
     * The record that says that an account was liquidated, and its event on channel {@code user}.
     *
     * @param before account value before it was
     * @param hash of the first trade
     */
    void liquidated(Liquidation liquidation, BigDecimal before, String hash) {
        String user = liquidation.victim().toLowerCase(Locale.ROOT);
        BigDecimal size = liquidation.size();
        BigDecimal notional = size.multiply(market.state(liquidation.coin()).markPrice());
        ObjectNode delta =
                WireJson.object()
                        .put("type", "liquidation")
                        .put("liquidatedNtlPos", Decimals.usdText(notional))
                        .put("accountValue", Decimals.usdText(before))
                        .put("leverageType", "Cross");
        BigDecimal signed = liquidation.side() == Side.A ? size : size.negate();
        delta.putArray("liquidatedPositions")
                .addObject()
                .put("coin", liquidation.coin())
                .put("szi", Decimals.text(Decimals.wire(signed)));
        enter(user, hash, BigDecimal.ZERO, delta);
        String liquidator = liquidation.slices().get(0).maker().toLowerCase(Locale.ROOT);
        feed.event(
                user,
                "liquidation",
                AccountJson.liquidation(ids.oid(), liquidator, user, notional, before));
    }

    /** Settles the hour: one rate per perpetual, one payment per position. */
    void settleFunding() {
        long timeMs = market.now();
        for (CoinState coin : market.coins().values()) {
            Instrument instrument = coin.instrument();
            if (instrument.isPerp() && !instrument.delisted()) {
                BigDecimal premium = coin.context(timeMs).premium();
                feed.settlement(
                        new FundingSettlement(
                                instrument.coin(),
                                timeMs,
                                coin.fundingRate(),
                                premium == null ? new BigDecimal("0.0") : premium));
            }
        }
        market.accounts().all().forEach((user, account) -> pay(user, account, timeMs));
    }

    private void pay(String user, Account account, long timeMs) {
        List<FundingPayment> payments = new ArrayList<>();
        for (Map.Entry<String, Position> held : account.positions().entrySet()) {
            CoinState coin = market.state(held.getKey());
            BigDecimal size = held.getValue().size();
            if (size.signum() != 0 && coin.instrument().isPerp()) {
                BigDecimal owed = size.multiply(coin.oraclePrice()).multiply(coin.fundingRate());
                payments.add(
                        new FundingPayment(
                                user,
                                held.getKey(),
                                timeMs,
                                Decimals.usd(owed.negate()),
                                size,
                                coin.fundingRate()));
            }
        }
        if (!payments.isEmpty()) {
            feed.fundings(user, payments);
        }
    }

    private void enter(String user, String hash, BigDecimal usd, ObjectNode delta) {
        String address = user.toLowerCase(Locale.ROOT);
        String type = delta.path("type").asText();
        feed.ledger(new LedgerEntry(address, market.now(), hash, type, delta), usd);
    }

    private static ObjectNode delta(String type, BigDecimal usd) {
        return WireJson.object().put("type", type).put("usdc", Decimals.usdText(usd));
    }
}
