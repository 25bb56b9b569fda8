package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Requests made again and again at a fixed interval, each on its own and spread over it. A request
 * is never under way twice.
 */
final class RepeatedRequests implements Poller {

    /** After all attempts failed, at the latest. */
    private static final Duration RETRY = Duration.ofMinutes(5);

    /** After a refusal: an account, coin or venue that does not exist will not be there soon. */
    private static final Duration REFUSED_RETRY = Duration.ofHours(1);

    private final String name;
    private final RestQueue queue;
    private final BridgeClock clock;
    private final Share share;
    private final int priority;
    private final Consumer<Input.Answer> onAnswer;
    private final Map<RestRequest, Item> items = new LinkedHashMap<>();
    private Duration interval = Duration.ZERO;
    private long dueNanos = Long.MAX_VALUE;

    RepeatedRequests(String name, RestQueue queue, BridgeClock clock, Share share, int priority) {
        this(name, queue, clock, share, priority, answer -> {});
    }

    /**
     * @param share null for GETs
     */
    RepeatedRequests(
            String name,
            RestQueue queue,
            BridgeClock clock,
            Share share,
            int priority,
            Consumer<Input.Answer> onAnswer) {
        this.name = name;
        this.queue = queue;
        this.clock = clock;
        this.share = share;
        this.priority = priority;
        this.onAnswer = onAnswer;
    }

    /**
     * Sets what is asked; requests that stay keep their turn unless the interval changes.
     *
     * @param every each of them
     * @param spread over which new ones begin, from now on
     */
    void ask(Collection<? extends RestRequest> requests, Duration every, Duration spread) {
        Set<RestRequest> wanted = new LinkedHashSet<>(requests);
        items.keySet().retainAll(wanted);
        boolean changed = !every.equals(interval);
        interval = every;
        long now = clock.nanos();
        long step = wanted.isEmpty() ? 0 : spread.toNanos() / wanted.size();
        int i = 0;
        for (RestRequest request : wanted) {
            Item known = items.computeIfAbsent(request, Item::new);
            if (!known.hasTurn || changed) {
                known.hasTurn = true;
                known.dueNanos = now + i * step;
            }
            i++;
        }
        dueNanos = earliest();
    }

    @Override
    public void advance(long nowNanos) {
        for (Item item : items.values()) {
            if (!item.underWay && nowNanos >= item.dueNanos) {
                item.underWay = true;
                queue.submit(item.request, share, priority, Source.REST, item);
            }
        }
        dueNanos = earliest();
    }

    private long earliest() {
        long earliest = Long.MAX_VALUE;
        for (Item item : items.values()) {
            if (!item.underWay) {
                earliest = Math.min(earliest, item.dueNanos);
            }
        }
        return earliest;
    }

    @Override
    public long dueNanos() {
        return dueNanos;
    }

    @Override
    public List<String> describe() {
        if (items.isEmpty()) {
            return List.of();
        }
        String count = items.size() == 1 ? "" : " (" + items.size() + " requests)";
        return List.of(name + count + ": every " + Durations.text(interval));
    }

    private final class Item implements RestQueue.Done {

        private final RestRequest request;
        private boolean underWay;
        private boolean hasTurn;
        private long dueNanos;

        Item(RestRequest request) {
            this.request = request;
        }

        @Override
        public void answered(RestRequest asked, Input.Answer answer) {
            if (answer.last()) {
                // Late by a whole interval, the turns that were missed are not made up for.
                again(Math.max(dueNanos + interval.toNanos(), clock.nanos()));
            }
            onAnswer.accept(answer);
        }

        @Override
        public void failed(RestRequest asked, int status, String reason) {
            boolean refused = status >= 400 && status < 500 && status != 429;
            Duration wait = refused ? REFUSED_RETRY : shorter(interval, RETRY);
            again(clock.nanos() + wait.toNanos());
        }

        private void again(long atNanos) {
            underWay = false;
            dueNanos = atNanos;
            if (items.get(request) == this) {
                RepeatedRequests.this.dueNanos = Math.min(RepeatedRequests.this.dueNanos, atNanos);
            }
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
