package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Trade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * Everything the exchange has published since its start, in order: the truth that what arrives
 * elsewhere is compared with. Lists are copies. For hours of it, {@link #listener} folds as it
 * goes, and {@link #keep} or {@link #forgetBefore} bound the memory.
 */
public final class Publications {

    private final Log<Trade> trades = new Log<>(Trade::timeMs, Listener::trade);
    private final Log<Fill> fills = new Log<>(Fill::timeMs, Listener::fill);
    private final Log<Quote> quotes = new Log<>(Quote::timeMs, Listener::quote);
    private final Log<AssetContext> contexts = new Log<>(AssetContext::atMs, Listener::context);
    private final Log<LedgerEntry> ledger = new Log<>(LedgerEntry::timeMs, Listener::ledger);
    private final Log<FundingPayment> payments =
            new Log<>(FundingPayment::timeMs, Listener::fundingPayment);
    private final Log<FundingSettlement> settlements =
            new Log<>(FundingSettlement::timeMs, Listener::fundingSettlement);
    private final Log<OrderChange> orders = new Log<>(OrderChange::timeMs, Listener::order);
    private final List<WeightedRequest> requests = new ArrayList<>();
    private final Map<String, Long> framesByChannel = new LinkedHashMap<>();
    private Listener listener = new Listener() {};
    private boolean kept = true;
    private int connectionsOpened;
    private int connectionsRefused;

    /**
     * An {@code /info} request that was answered.
     *
     * @param atMs the exchange's clock
     * @param type of the request; empty where it could not be read
     * @param weight taken from the budget
     * @param status of the answer
     */
    public record WeightedRequest(long atMs, String type, int weight, int status) {}

    /**
     * Told each event when it happens, on the thread that made it happen. Whether it was sent to
     * anybody is known only after the call.
     */
    public interface Listener {

        default void trade(Publication<Trade> trade) {}

        default void fill(Publication<Fill> fill) {}

        default void quote(Publication<Quote> quote) {}

        default void context(Publication<AssetContext> context) {}

        default void ledger(Publication<LedgerEntry> entry) {}

        default void fundingPayment(Publication<FundingPayment> payment) {}

        default void fundingSettlement(Publication<FundingSettlement> settlement) {}

        default void order(Publication<OrderChange> change) {}
    }

    private final class Log<T> {

        private final ToLongFunction<T> time;
        private final BiConsumer<Listener, Publication<T>> told;
        private final List<Publication<T>> events = new ArrayList<>();

        private Log(ToLongFunction<T> time, BiConsumer<Listener, Publication<T>> told) {
            this.time = time;
            this.told = told;
        }

        private void add(Publication<T> event) {
            synchronized (Publications.this) {
                if (kept) {
                    events.add(event);
                }
                told.accept(listener, event);
            }
        }

        private List<Publication<T>> copy() {
            synchronized (Publications.this) {
                return List.copyOf(events);
            }
        }

        private void forgetBefore(long timeMs) {
            events.removeIf(event -> time.applyAsLong(event.event()) < timeMs);
        }
    }

    /** Tells every event from now on; the one before is told no more. */
    public synchronized void listener(Listener newListener) {
        listener = newListener;
    }

    /** Whether events and requests from now on are kept in lists. */
    public synchronized void keep(boolean on) {
        kept = on;
    }

    /** Forgets events and requests older than this. */
    public synchronized void forgetBefore(long timeMs) {
        trades.forgetBefore(timeMs);
        fills.forgetBefore(timeMs);
        quotes.forgetBefore(timeMs);
        contexts.forgetBefore(timeMs);
        ledger.forgetBefore(timeMs);
        payments.forgetBefore(timeMs);
        settlements.forgetBefore(timeMs);
        orders.forgetBefore(timeMs);
        requests.removeIf(request -> request.atMs() < timeMs);
    }

    /** Forgets the events (not the counters), for long benchmarks. */
    public void clear() {
        forgetBefore(Long.MAX_VALUE);
    }

    /** Public trades in execution order. */
    public List<Publication<Trade>> trades() {
        return trades.copy();
    }

    /** Both sides of every trade, whether anybody watches the account or not. */
    public List<Publication<Fill>> fills() {
        return fills.copy();
    }

    /** Changes of the best bid and offer, and the frames that subscriptions began with. */
    public List<Publication<Quote>> quotes() {
        return quotes.copy();
    }

    /** Only contexts that were sent to somebody. */
    public List<Publication<AssetContext>> contexts() {
        return contexts.copy();
    }

    /** Of all accounts, whether anybody watches them or not. */
    public List<Publication<LedgerEntry>> ledger() {
        return ledger.copy();
    }

    /** Of all accounts, whether anybody watches them or not. */
    public List<Publication<FundingPayment>> fundingPayments() {
        return payments.copy();
    }

    /** One per perpetual and hour; no stream carries them, they are served by request. */
    public List<Publication<FundingSettlement>> fundingSettlements() {
        return settlements.copy();
    }

    /** Of all accounts, whether anybody watches them or not. */
    public List<Publication<OrderChange>> orders() {
        return orders.copy();
    }

    public synchronized List<WeightedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Frames handed to sockets, by channel; the greeting counts as {@code greeting}. */
    public synchronized Map<String, Long> framesByChannel() {
        return Map.copyOf(framesByChannel);
    }

    public synchronized int connectionsOpened() {
        return connectionsOpened;
    }

    public synchronized int connectionsRefused() {
        return connectionsRefused;
    }

    void addTrade(Publication<Trade> trade) {
        trades.add(trade);
    }

    void addFill(Publication<Fill> fill) {
        fills.add(fill);
    }

    void addQuote(Publication<Quote> quote) {
        quotes.add(quote);
    }

    void addContext(Publication<AssetContext> context) {
        contexts.add(context);
    }

    void addLedger(Publication<LedgerEntry> entry) {
        ledger.add(entry);
    }

    void addFunding(Publication<FundingPayment> payment) {
        payments.add(payment);
    }

    void addSettlement(Publication<FundingSettlement> settlement) {
        settlements.add(settlement);
    }

    void addOrder(Publication<OrderChange> change) {
        orders.add(change);
    }

    synchronized void addRequest(WeightedRequest request) {
        if (kept) {
            requests.add(request);
        }
    }

    synchronized void countFrame(String channel) {
        framesByChannel.merge(channel, 1L, Long::sum);
    }

    synchronized void countConnection(boolean accepted) {
        if (accepted) {
            connectionsOpened++;
        } else {
            connectionsRefused++;
        }
    }
}
