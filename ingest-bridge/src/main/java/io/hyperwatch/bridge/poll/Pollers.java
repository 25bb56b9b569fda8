package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.GetRequest;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.ReferenceVenue;
import io.hyperwatch.events.TrackingRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that is asked over REST again and again, whether or not the WebSocket is up. Answers
 * are not looked at here but for where to go on; they become records like any other input. The
 * vault and the leaderboard are asked from the start, everything else from the first {@link #plan}.
 * For the relay thread.
 */
public final class Pollers {

    private static final Logger LOG = LoggerFactory.getLogger(Pollers.class);
    private static final int BASIC_PRIORITY = 1;
    private static final int ORDERS_PRIORITY = 3;
    private static final int CONTEXTS_PRIORITY = 3;

    private final PollSettings settings;
    private final PollSettings.Intervals every;
    private final List<Poller> all = new ArrayList<>();
    private final AccountQueue accounts;
    private final FollowedFills followedFills;
    private final FillRequests fillRequests;
    private final VaultPoller vaults;
    private final RepeatedRequests openOrders;
    private final RepeatedRequests instruments;
    private final RepeatedRequests contexts;
    private final RepeatedRequests outsidePrices;
    private final FundingPoller fundings;
    private final CandleHistory history;

    public Pollers(RestQueue queue, BridgeClock clock, PollSettings settings) {
        this.settings = settings;
        this.every = settings.intervals();
        this.accounts = add(new AccountQueue(queue, clock, settings));
        this.followedFills = add(new FollowedFills(queue, clock, every.fills()));
        this.fillRequests = add(new FillRequests(queue));
        this.vaults = add(new VaultPoller(queue, clock, settings.vault(), every.vault()));
        this.openOrders =
                add(
                        new RepeatedRequests(
                                "frontendOpenOrders of configured accounts",
                                queue,
                                clock,
                                Share.TRACKING,
                                ORDERS_PRIORITY));
        this.instruments =
                add(
                        new RepeatedRequests(
                                "instruments", queue, clock, Share.BASICS, BASIC_PRIORITY));
        this.contexts =
                add(
                        new RepeatedRequests(
                                "metaAndAssetCtxs", queue, clock, Share.BASICS, CONTEXTS_PRIORITY));
        this.outsidePrices =
                add(new RepeatedRequests("outside prices", queue, clock, null, BASIC_PRIORITY));
        this.fundings = add(new FundingPoller(queue, clock));
        this.history =
                add(
                        new CandleHistory(
                                queue,
                                clock,
                                settings.historyIntervals(),
                                settings.historyCandles()));
        RepeatedRequests leaderboard =
                add(new RepeatedRequests("leaderboard", queue, clock, null, BASIC_PRIORITY));
        if (settings.statsUrl() != null) {
            leaderboard.ask(
                    List.of(GetRequest.leaderboard(settings.statsUrl())),
                    every.leaderboard(),
                    Duration.ZERO);
        }
    }

    private <P extends Poller> P add(P poller) {
        all.add(poller);
        return poller;
    }

    /** Sets what is polled; what was polled before and still is keeps its turn. */
    public void plan(PollPlan plan) {
        accounts.firstClass(plan);
        followedFills.accounts(plan.fillsPolled());
        vaults.children(plan.vaultChildren());
        openOrders.ask(
                settings.configured().stream()
                        .map(user -> InfoRequest.frontendOpenOrders(user, null))
                        .toList(),
                every.openOrders(),
                every.openOrders());
        instruments.ask(instruments(plan), every.instruments(), Duration.ZERO);
        List<InfoRequest> markets = new ArrayList<>(List.of(InfoRequest.metaAndAssetCtxs(null)));
        plan.dexes().forEach(dex -> markets.add(InfoRequest.metaAndAssetCtxs(dex)));
        contexts.ask(markets, every.contexts(), every.contexts());
        outsidePrices.ask(outsidePrices(plan), every.reference(), every.reference());
        fundings.coins(plan.perpetuals());
        history.coins(plan.coins());
    }

    private static List<InfoRequest> instruments(PollPlan plan) {
        List<InfoRequest> requests = new ArrayList<>(List.of(InfoRequest.meta(null)));
        if (plan.hasSpotCoins()) {
            requests.add(InfoRequest.spotMeta());
        }
        plan.dexes().forEach(dex -> requests.add(InfoRequest.meta(dex)));
        return requests;
    }

    private List<GetRequest> outsidePrices(PollPlan plan) {
        List<GetRequest> requests = new ArrayList<>();
        for (String coin : plan.coins()) {
            for (ReferenceVenue venue : settings.venues()) {
                venue.uri(coin)
                        .map(url -> GetRequest.reference(venue.wireName(), coin, url))
                        .ifPresent(requests::add);
            }
        }
        return requests;
    }

    /** Does what a request of {@code hl.tracking-requests.v1} asks for. */
    public void track(TrackingRequest request) {
        LOG.debug("{} {}: {}", request.purpose(), request.user(), request.reason());
        switch (request.purpose()) {
            case STATE -> accounts.track(request);
            case FILLS -> fillRequests.ask(request);
            case FORGET -> accounts.forget(request.user());
            default -> LOG.warn("tracking request of an unknown purpose for {}", request.user());
        }
    }

    /** The accounts whose states are polled. */
    public AccountQueue accounts() {
        return accounts;
    }

    /** The vault's children that take turns being polled. */
    public List<String> vaultChildren() {
        return vaults.children();
    }

    /** Spans of fills that were asked for and are not fetched yet. */
    public int waitingFillRequests() {
        return fillRequests.size();
    }

    /** Submits all that is due. */
    public void advance(long nowNanos) {
        for (Poller poller : all) {
            if (poller.dueNanos() <= nowNanos) {
                poller.advance(nowNanos);
            }
        }
    }

    /** When {@link #advance} is to be called next; {@link Long#MAX_VALUE} for never. */
    public long dueNanos() {
        long due = Long.MAX_VALUE;
        for (Poller poller : all) {
            due = Math.min(due, poller.dueNanos());
        }
        return due;
    }

    /** One line for everything that is polled: what, how often, how long it takes. */
    public List<String> describe() {
        return all.stream().flatMap(poller -> poller.describe().stream()).toList();
    }

    /** How often each type of request is made, as far as it is made at fixed intervals. */
    public Map<String, Duration> intervals() {
        Map<String, Duration> intervals = new TreeMap<>();
        intervals.put("clearinghouseState", accounts.sweep());
        intervals.put("userFillsByTime", followedFills.interval());
        intervals.put("fundingHistory", Duration.ofHours(1));
        intervals.put("meta", every.instruments());
        intervals.put("metaAndAssetCtxs", every.contexts());
        if (!settings.configured().isEmpty()) {
            intervals.put("frontendOpenOrders", every.openOrders());
        }
        if (settings.vault() != null) {
            intervals.put("vaultDetails", every.vault());
        }
        if (settings.statsUrl() != null) {
            intervals.put("leaderboard", every.leaderboard());
        }
        if (!settings.venues().isEmpty()) {
            intervals.put("reference", every.reference());
        }
        return intervals;
    }
}
