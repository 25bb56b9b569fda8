package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.VaultDetails;
import io.hyperwatch.bridge.wire.WireJson;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The HLP vault once a minute, and its children in turn, one a minute: weight 40. The vault's
 * answer names the children.
 */
final class VaultPoller implements Poller {

    private static final Logger LOG = LoggerFactory.getLogger(VaultPoller.class);

    /** The vault before its children. */
    private static final int VAULT_PRIORITY = 1;

    private static final int CHILD_PRIORITY = 2;

    private final Duration interval;
    private final RepeatedRequests parent;
    private final RepeatedRequests turns;
    private List<String> children = List.of();

    /**
     * @param vault null for none
     */
    VaultPoller(RestQueue queue, BridgeClock clock, String vault, Duration interval) {
        this.interval = interval;
        this.parent =
                new RepeatedRequests(
                        "vaultDetails of the HLP vault",
                        queue,
                        clock,
                        Share.VAULTS,
                        VAULT_PRIORITY,
                        this::learn);
        this.turns =
                new RepeatedRequests(
                        "vaultDetails of the HLP vault's children",
                        queue,
                        clock,
                        Share.VAULTS,
                        CHILD_PRIORITY);
        if (vault != null) {
            parent.ask(List.of(InfoRequest.vaultDetails(vault)), interval, Duration.ZERO);
        }
    }

    private void learn(Input.Answer answer) {
        try {
            List<String> found = VaultDetails.children(WireJson.parse(answer.response()));
            if (!found.isEmpty()) {
                children(found);
            }
        } catch (MalformedFrameException e) {
            LOG.debug("vaultDetails names no children: {}", e.getMessage());
        }
    }

    void children(Collection<String> addresses) {
        if (!children.equals(List.copyOf(addresses))) {
            children = List.copyOf(addresses);
            Duration round = interval.multipliedBy(Math.max(1, children.size()));
            List<InfoRequest> requests = children.stream().map(InfoRequest::vaultDetails).toList();
            turns.ask(requests, round, round);
        }
    }

    List<String> children() {
        return children;
    }

    @Override
    public void advance(long nowNanos) {
        parent.advance(nowNanos);
        turns.advance(nowNanos);
    }

    @Override
    public long dueNanos() {
        return Math.min(parent.dueNanos(), turns.dueNanos());
    }

    @Override
    public List<String> describe() {
        List<String> lines = new ArrayList<>(parent.describe());
        lines.addAll(turns.describe());
        return lines;
    }
}
