package io.hyperwatch.bridge.connect;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PlannerTest {

    private static final List<String> HLP =
            AccountPlaces.knownChildren(AccountPlaces.MAINNET_VAULT);

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("0x%040x", i + 1)).toList();
    }

    private static Wishes wishes(int coins, int users) {
        return new Wishes(
                names("C", coins), List.of(), List.of("1m", "1h"), 4, users(users), HLP, true);
    }

    private static List<String> roles(Plan plan) {
        return plan.connections().stream().map(ConnectionPlan::role).toList();
    }

    private static Set<String> types(Plan plan, String role) {
        Set<String> types = new HashSet<>();
        plan.connection(role).orElseThrow().subscriptions().forEach(s -> types.add(s.type()));
        return types;
    }

    @Test
    void theUsualWishesFitOnThreeConnections() {
        Plan plan = Planner.plan(wishes(7, 1), ExchangeLimits.PUBLISHED);

        assertThat(roles(plan)).containsExactly("market", "standby", "accounts");
        assertThat(types(plan, "market"))
                .containsExactlyInAnyOrder(
                        "allMids", "trades", "activeAssetCtx", "bbo", "candle", "l2Book");
        assertThat(types(plan, "standby")).containsExactly("trades");
        assertThat(types(plan, "accounts"))
                .containsExactlyInAnyOrder(
                        "userFills",
                        "userEvents",
                        "orderUpdates",
                        "clearinghouseState",
                        "userNonFundingLedgerUpdates",
                        "userFundings",
                        "openOrders");
        assertThat(plan.leftOut()).isEmpty();
        assertThat(plan.polled()).isEmpty();
    }

    @Test
    void eachConfiguredAccountHasASocketAsLongAsThereAreAny() {
        Plan plan = Planner.plan(wishes(3, 9), ExchangeLimits.PUBLISHED);

        assertThat(roles(plan))
                .containsExactly(
                        "market",
                        "standby",
                        "accounts",
                        "accounts-2",
                        "accounts-3",
                        "accounts-4",
                        "accounts-5",
                        "accounts-6");
        assertThat(plan.polled())
                .extracting(Plan.Polled::user)
                .containsAll(users(9).subList(6, 9))
                .containsAll(AccountPlaces.STRATEGIES);
        assertThat(plan.polled().get(0).reason())
                .isEqualTo("the exchange allows account streams of 10 users");
    }

    @Test
    void usersWithoutASocketOfTheirOwnDoWithoutTheStreamsThatNameNoUser() {
        ExchangeLimits twenty = new ExchangeLimits(10, 1_000, 20, 2_000, 30);
        Plan plan = Planner.plan(wishes(3, 8), twenty);

        assertThat(plan.leftOut()).hasSize(1);
        Plan.LeftOut out = plan.leftOut().get(0);
        assertThat(out.subscriptions())
                .containsExactlyInAnyOrder(
                        Subscription.ofUser("userEvents", users(8).get(6)),
                        Subscription.ofUser("orderUpdates", users(8).get(6)),
                        Subscription.ofUser("userEvents", users(8).get(7)),
                        Subscription.ofUser("orderUpdates", users(8).get(7)));
        assertThat(out.reason()).contains("6 users").contains("10 connections");
        assertThat(plan.polled())
                .extracting(Plan.Polled::user)
                .containsExactlyElementsOf(users(8).subList(6, 8));
        assertThat(plan.polled().get(0).requests()).containsExactly("frontendOpenOrders");
    }

    @Test
    void positionsOnOtherDexesAreStreamsOfTheirOwn() {
        Plan plan =
                Planner.plan(
                        new Wishes(
                                List.of("xyz:SP500"),
                                List.of("xyz"),
                                List.of(),
                                null,
                                users(1),
                                List.of(),
                                false),
                        ExchangeLimits.PUBLISHED);

        assertThat(plan.streaming().stream().map(Subscription::stream))
                .contains("allMids", "allMids:xyz", "clearinghouseState:" + users(1).get(0))
                .contains("clearinghouseState:" + users(1).get(0) + ":xyz")
                .doesNotContain("l2Book:xyz:SP500:4");
        assertThat(roles(plan)).containsExactly("market", "accounts");
    }

    @Test
    void theLeastImportantIsLeftOutFirst() {
        Plan plan = Planner.plan(wishes(150, 0), new ExchangeLimits(4, 800, 10, 2_000, 30));

        assertThat(plan.leftOut())
                .extracting(Plan.LeftOut::what)
                .containsExactly(
                        "bbo", "candle 1m", "l2Book", "other candles", "aggregated l2Book");
        assertThat(plan.leftOut().get(1).subscriptions()).hasSize(150);
        assertThat(plan.leftOut().get(1).reason()).contains("800 subscriptions");
        // Accounts ride with the standby copy where there are two sockets.
        assertThat(roles(plan)).containsExactly("market", "standby");
        assertThat(types(plan, "standby")).contains("trades", "userFills");
    }

    @Test
    void aLargeMarketIsSpreadOverSocketsSoThatAReconnectStillFits() {
        Plan plan = Planner.plan(wishes(140, 0), ExchangeLimits.PUBLISHED);

        assertThat(plan.leftOut())
                .extracting(Plan.LeftOut::what)
                .containsExactly("other candles", "aggregated l2Book");
        assertThat(roles(plan)).contains("market", "market-2", "market-5", "standby", "accounts");
        assertThat(plan.streaming().size()).isGreaterThan(850);
    }

    @Test
    void aSecondCopyTakesAtMost450Coins() {
        Plan plan = Planner.plan(wishes(460, 0), new ExchangeLimits(10, 10_000, 10, 2_000, 30));

        assertThat(plan.connection("standby").orElseThrow().subscriptions()).hasSize(450);
        assertThat(plan.leftOut()).hasSize(1);
        assertThat(plan.leftOut().get(0).what()).isEqualTo("standby trades");
        assertThat(plan.leftOut().get(0).reason()).contains("450");
    }

    @Test
    void withOneConnectionEverythingSharesIt() {
        Plan plan = Planner.plan(wishes(2, 2), new ExchangeLimits(1, 1_000, 10, 2_000, 30));

        assertThat(roles(plan)).containsExactly("market");
        assertThat(plan.leftOut())
                .extracting(Plan.LeftOut::what)
                .containsExactly("orderUpdates and userEvents", "standby trades");
        assertThat(plan.leftOut().get(1).reason()).contains("no connection is left");
    }

    @Test
    void thePlanSaysWhatStreamsWhatIsPolledAndWhatDoesNotFit() {
        Plan plan = Planner.plan(wishes(12, 8), new ExchangeLimits(10, 120, 10, 2_000, 30));
        List<String> lines = plan.explain(Map.of("userFillsByTime", Duration.ofMinutes(1)));

        assertThat(lines)
                .anyMatch(l -> l.matches("connection market streams \\d+: allMids of main dex, .*"))
                .anyMatch(l -> l.contains("trades of 12 (C0 … C11)"))
                .anyMatch(l -> l.startsWith("connection accounts-6 streams"))
                .contains(
                        "polled: "
                                + users(8).get(7)
                                + " by userFillsByTime every 60 s, clearinghouseState as often as"
                                + " the budget allows, frontendOpenOrders as often as the budget"
                                + " allows; the exchange allows account streams of 10 users")
                .anyMatch(l -> l.startsWith("left out: l2Book of 12 (C0 … C11); "))
                .anyMatch(l -> l.startsWith("left out: aggregated l2Book of"));
    }

    @Test
    void limitsWithWhichNothingWorksAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExchangeLimits(0, 1_000, 10, 2_000, 30))
                .withMessageContaining("connections");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExchangeLimits(10, 1_000, 10, 100, 30))
                .withMessageContaining("messages");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExchangeLimits(10, 1_000, -1, 2_000, 30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExchangeLimits(10, 1_000, 10, 2_000, 0));
    }

    @Test
    void noLimitIsExceededAndNothingIsLostSilently() {
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Wishes wishes =
                    new Wishes(
                            names("C", random.nextInt(random.nextBoolean() ? 12 : 300)),
                            names("d", random.nextInt(3)),
                            List.of("1m", "5m", "1h").subList(random.nextInt(3), 3),
                            random.nextBoolean() ? 4 : null,
                            configured(random),
                            HLP.subList(0, random.nextInt(HLP.size() + 1)),
                            random.nextBoolean());
            ExchangeLimits limits =
                    new ExchangeLimits(
                            1 + random.nextInt(12),
                            2 + random.nextInt(random.nextBoolean() ? 100 : 2_000),
                            random.nextInt(13),
                            2_000,
                            30);
            Plan plan = Planner.plan(wishes, limits);

            assertFits(plan, limits, seed);
            assertComplete(plan, wishes, seed);
        }
    }

    private static List<String> configured(Random random) {
        List<String> configured = new ArrayList<>(users(random.nextInt(14)));
        configured.addAll(HLP.subList(0, random.nextInt(3)));
        Collections.shuffle(configured, random);
        return configured;
    }

    private static void assertFits(Plan plan, ExchangeLimits limits, long seed) {
        List<ConnectionPlan> connections = plan.connections();
        assertThat(connections.size())
                .as("seed %s", seed)
                .isBetween(1, Math.max(1, limits.connections() - 2));
        int total = plan.streaming().size();
        int largest =
                connections.stream().mapToInt(c -> c.subscriptions().size()).max().orElseThrow();
        assertThat(total + largest).as("seed %s", seed).isLessThanOrEqualTo(limits.subscriptions());
        assertThat(
                        plan.streaming().stream()
                                .map(Subscription::user)
                                .filter(u -> u != null)
                                .distinct())
                .as("seed %s", seed)
                .hasSizeLessThanOrEqualTo(limits.users());
        for (ConnectionPlan connection : connections) {
            assertThat(connection.subscriptions()).as("seed %s", seed).doesNotHaveDuplicates();
            assertThat(
                            connection.subscriptions().stream()
                                    .filter(Subscription::isNameless)
                                    .map(Subscription::user)
                                    .distinct())
                    .as("seed %s", seed)
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static void assertComplete(Plan plan, Wishes wishes, long seed) {
        List<Subscription> wished = new ArrayList<>();
        for (StreamKind kind : StreamKind.values()) {
            wished.addAll(wishes.ofMarket(kind));
        }
        Set<String> polledWholly = new HashSet<>();
        plan.polled().stream()
                .filter(p -> p.reason().contains("users"))
                .forEach(p -> polledWholly.add(p.user()));
        wishes.addresses().stream()
                .filter(user -> !polledWholly.contains(user))
                .forEach(user -> wished.addAll(wishes.ofAddress(user)));
        wishes.vaultAccounts().stream()
                .filter(user -> !polledWholly.contains(user))
                .filter(user -> !wishes.addresses().contains(user))
                .forEach(user -> wished.addAll(wishes.ofVaultAccount(user)));

        List<Subscription> planned =
                Stream.concat(
                                plan.streaming().stream(),
                                plan.leftOut().stream().flatMap(o -> o.subscriptions().stream()))
                        .toList();
        Comparator<Subscription> byName = Comparator.comparing(Subscription::stream);
        assertThat(planned.stream().sorted(byName).toList())
                .as("seed %s", seed)
                .isEqualTo(wished.stream().sorted(byName).toList());
        assertThat(plan.leftOut()).allMatch(o -> !o.reason().isBlank());
    }
}
