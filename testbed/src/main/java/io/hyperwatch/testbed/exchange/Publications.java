package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Trade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything the exchange has published since its start, in order: the truth that what arrives
 * elsewhere is compared with. Lists are copies.
 */
public final class Publications {

    private final List<Publication<Trade>> trades = new ArrayList<>();
    private final List<Publication<Fill>> fills = new ArrayList<>();
    private final List<Publication<Quote>> quotes = new ArrayList<>();
    private final List<Publication<AssetContext>> contexts = new ArrayList<>();
    private final List<WeightedRequest> requests = new ArrayList<>();
    private final Map<String, Long> framesByChannel = new LinkedHashMap<>();
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

    /** Public trades in execution order. */
    public synchronized List<Publication<Trade>> trades() {
        return List.copyOf(trades);
    }

    /** Both sides of every trade, whether anybody watches the account or not. */
    public synchronized List<Publication<Fill>> fills() {
        return List.copyOf(fills);
    }

    /** Changes of the best bid and offer, and the frames that subscriptions began with. */
    public synchronized List<Publication<Quote>> quotes() {
        return List.copyOf(quotes);
    }

    /** Only contexts that were sent to somebody. */
    public synchronized List<Publication<AssetContext>> contexts() {
        return List.copyOf(contexts);
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

    /** Forgets the events (not the counters), for long benchmarks. */
    public synchronized void clear() {
        trades.clear();
        fills.clear();
        quotes.clear();
        contexts.clear();
        requests.clear();
    }

    synchronized void addTrade(Publication<Trade> trade) {
        trades.add(trade);
    }

    synchronized void addFill(Publication<Fill> fill) {
        fills.add(fill);
    }

    synchronized void addQuote(Publication<Quote> quote) {
        quotes.add(quote);
    }

    synchronized void addContext(Publication<AssetContext> context) {
        contexts.add(context);
    }

    synchronized void addRequest(WeightedRequest request) {
        requests.add(request);
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
