package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.poll.PollPlan;
import io.hyperwatch.bridge.poll.PollSettings;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.wire.ReferenceVenue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is left for REST once the streams are planned. */
final class PollPlans {

    private PollPlans() {}

    static PollSettings settings(BridgeSettings settings) {
        return PollSettings.of(
                settings.addresses(),
                settings.hlpVault(),
                settings.statsUrl(),
                settings.referenceVenues().stream()
                        .map(ReferenceVenue::of)
                        .flatMap(Optional::stream)
                        .toList(),
                settings.batchSize(),
                settings.maxTrackedTraders());
    }

    /** Accounts that somebody named or HLP trades through; what no socket tells is polled. */
    static PollPlan of(BridgeSettings settings, Discovery.Known known, Plan plan) {
        boolean sockets = settings.webSocketEnabled();
        Set<String> streamingStates = sockets ? users(plan, "clearinghouseState") : Set.of();
        Set<String> streamingFills = sockets ? users(plan, "userFills") : Set.of();
        List<String> accounts = new ArrayList<>(settings.addresses());
        accounts.addAll(known.vaultAccounts());
        return new PollPlan(
                known.coins(),
                known.dexes(),
                accounts.stream().filter(streamingStates::contains).toList(),
                accounts.stream().filter(user -> !streamingStates.contains(user)).toList(),
                accounts.stream().filter(user -> !streamingFills.contains(user)).toList(),
                known.vaultAccounts());
    }

    /** Who has a stream of this type. */
    static Set<String> users(Plan plan, String type) {
        return plan.streaming().stream()
                .filter(stream -> stream.type().equals(type) && stream.dex() == null)
                .map(Subscription::user)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
