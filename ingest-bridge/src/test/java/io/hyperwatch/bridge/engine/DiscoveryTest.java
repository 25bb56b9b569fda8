package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.engine.Discovery.Known;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.VirtualClock;
import io.hyperwatch.bridge.settings.CoinSelection;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

class DiscoveryTest {

    private static final String VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df304";
    private static final String CHILD = "0x2e3d94f0562703b25c83308a05046ddaf9a8dd14";
    private static final String META = "{\"type\":\"meta\"}";
    private static final String VAULT_DETAILS =
            "{\"type\":\"vaultDetails\",\"vaultAddress\":\"" + VAULT + "\"}";

    private record Asked(Duration at, InfoRequest request, Consumer<Input.Answer> done) {}

    private final VirtualClock clock = new VirtualClock();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Known> told = new ArrayList<>();

    private final Deque<Asked> unanswered = new ArrayDeque<>();

    /** What is answered, by request; null where nothing is answered at all. */
    private Map<String, String> answers = new TreeMap<>();

    private Discovery discovery;

    DiscoveryTest() {
        answers.put(VAULT_DETAILS, vault("\"" + CHILD + "\""));
        answers.put(META, universe("BTC", "ETH"));
    }

    private static String vault(String children) {
        return "{\"relationship\":{\"type\":\"parent\",\"data\":{\"childAddresses\":[%s]}}}"
                .formatted(children);
    }

    private static String universe(String... names) {
        return "{\"universe\":[{\"name\":\"%s\"}]}"
                .formatted(String.join("\"},{\"name\":\"", names));
    }

    private void ask(InfoRequest request, Consumer<Input.Answer> done) {
        asked.add(new Asked(clock.elapsed(), request, done));
        unanswered.add(asked.get(asked.size() - 1));
    }

    /** Never from within the asking. */
    private void answerAll() {
        while (answers != null && !unanswered.isEmpty()) {
            Asked next = unanswered.remove();
            String json = next.request().json();
            String response = answers.get(json);
            next.done()
                    .accept(
                            response == null
                                    ? null
                                    : new Input.Answer(
                                            clock.epochMs(), 1, json, response, Source.REST, true));
        }
    }

    private void start(String... coins) {
        start(VAULT, new CoinSelection(false, List.of(coins)));
    }

    private void start(String vault, CoinSelection coins) {
        discovery = new Discovery(coins, vault, this::ask, told::add, clock.nanos());
        run(Duration.ZERO);
    }

    private void run(Duration span) {
        long end = clock.nanos() + span.toNanos();
        while (discovery.dueNanos() <= end) {
            clock.to(Math.max(clock.nanos(), discovery.dueNanos()));
            discovery.advance(clock.nanos());
            answerAll();
        }
        clock.to(end);
    }

    private List<String> requests() {
        return asked.stream().map(a -> a.request().json()).toList();
    }

    private Known only() {
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    @Test
    void coinsKeepTheirOrderAndTheVaultsAccountsAreKnown() {
        start("ETH", "BTC");

        assertThat(only())
                .isEqualTo(new Known(List.of("ETH", "BTC"), List.of(), List.of(CHILD), List.of()));
        assertThat(requests()).containsExactly(VAULT_DETAILS, META);
    }

    @Test
    void aCoinThatDoesNotExistIsSaid() {
        start("btc", "ETH", "NOPE");

        assertThat(only().coins()).containsExactly("ETH");
        assertThat(only().unknown())
                .containsExactly(
                        "the exchange lists no coin btc; did you mean BTC?",
                        "the exchange lists no coin NOPE");
    }

    @Test
    void delistedCoinsAreLeftOutButAreNoMistake() {
        answers.put(
                META,
                "{\"universe\":[{\"name\":\"BTC\"},{\"name\":\"MATIC\",\"isDelisted\":true}]}");
        start("MATIC", "BTC");

        assertThat(only().coins()).containsExactly("BTC");
        assertThat(only().unknown()).isEmpty();
    }

    @Test
    void withoutAnAnswerTheSettingsCountAfterTwelveSeconds() {
        answers = null;
        start(AccountPlaces.MAINNET_VAULT, new CoinSelection(false, List.of("BTC", "xyz:SP500")));

        run(Duration.ofMillis(11_999));
        assertThat(told).isEmpty();
        run(Duration.ofMillis(1));

        assertThat(only())
                .isEqualTo(
                        new Known(
                                List.of("BTC", "xyz:SP500"),
                                List.of("xyz"),
                                AccountPlaces.knownChildren(AccountPlaces.MAINNET_VAULT),
                                List.of()));
        assertThat(only().vaultAccounts()).isNotEmpty();
    }

    @Test
    void refusalsDoNotStopItEither() {
        answers.clear();
        start("BTC");

        run(Discovery.FIRST_WAIT);

        assertThat(only().coins()).containsExactly("BTC");
    }

    @Test
    void whatIsOpenIsAskedAgainEachThirtySecondsAndChangesThePlan() {
        answers.clear();
        start("BTC", "NOPE");
        run(Duration.ofSeconds(70));
        assertThat(requests()).hasSize(6);
        assertThat(asked.get(2).at()).isEqualTo(Duration.ofSeconds(30));
        assertThat(only().unknown()).isEmpty();

        answers.put(META, universe("BTC", "ETH"));
        answers.put(VAULT_DETAILS, vault("\"" + CHILD + "\""));
        run(Duration.ofSeconds(20));

        assertThat(told).hasSize(2);
        assertThat(told.get(1).coins()).containsExactly("BTC");
        assertThat(told.get(1).unknown()).containsExactly("the exchange lists no coin NOPE");
        assertThat(told.get(1).vaultAccounts()).containsExactly(CHILD);
    }

    @Test
    void aQuestionUnderWayIsNotAskedTwice() {
        Map<String, String> later = answers;
        answers = null;
        start("BTC");
        run(Duration.ofMinutes(5));
        assertThat(asked).hasSize(2);

        answers = later;
        answerAll();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).vaultAccounts()).containsExactly(CHILD);
    }

    @Test
    void eachHourItAsksAgainAndTellsOnlyChanges() {
        start("BTC");
        run(Duration.ofMinutes(59));
        assertThat(asked).hasSize(2);
        run(Duration.ofMinutes(121));
        assertThat(asked).hasSize(8);
        assertThat(told).hasSize(1);

        answers.put(VAULT_DETAILS, vault("\"%s\",\"%s\"".formatted(CHILD, "0x" + "b".repeat(40))));
        run(Duration.ofHours(1));

        assertThat(told).hasSize(2);
        assertThat(told.get(1).vaultAccounts()).containsExactly(CHILD, "0x" + "b".repeat(40));
    }

    @Test
    void withAllCoinsANewListingIsTakenUp() {
        answers.put(
                META,
                "{\"universe\":[{\"name\":\"BTC\"},{\"name\":\"MATIC\",\"isDelisted\":true}]}");
        start(VAULT, new CoinSelection(true, List.of()));
        assertThat(only().coins()).containsExactly("BTC");

        answers.put(META, universe("BTC", "NEW"));
        run(Duration.ofHours(1));

        assertThat(told.get(1).coins()).containsExactly("BTC", "NEW");
    }

    @Test
    void spotAndBuilderDexCoinsAreCheckedWhereTheyAreListed() {
        answers.put("{\"type\":\"spotMeta\"}", universe("PURR/USDC", "@107"));
        answers.put("{\"type\":\"perpDexs\"}", "[null,{\"name\":\"xyz\"},{\"name\":\"abc\"}]");
        // With and without the dex in front of the name.
        answers.put("{\"type\":\"meta\",\"dex\":\"xyz\"}", universe("xyz:SP500", "GOLD"));

        start("@107", "@999", "xyz:SP500", "xyz:GOLD", "xyz:TIN", "zzz:OIL");

        assertThat(requests()).doesNotContain(META);
        assertThat(only().coins()).containsExactly("@107", "xyz:SP500", "xyz:GOLD");
        assertThat(only().dexes()).containsExactly("xyz");
        assertThat(only().unknown())
                .containsExactly(
                        "the exchange lists no coin @999",
                        "the exchange lists no coin xyz:TIN",
                        "the exchange lists no coin zzz:OIL");
    }

    @Test
    void outcomeCoinsAreInNoListAndAreTakenAsTheyAre() {
        start("#123", "BTC");

        assertThat(only().coins()).containsExactly("#123", "BTC");
        assertThat(only().unknown()).isEmpty();
    }

    @Test
    void listsThatDidNotComeSayNothingAboutTheirCoins() {
        answers.remove(META);
        answers.put("{\"type\":\"spotMeta\"}", universe("@107"));
        start("BTC", "@107");
        assertThat(told).as("asked again before it is decided").isEmpty();

        run(Discovery.FIRST_WAIT);

        assertThat(only().coins()).containsExactly("BTC", "@107");
        assertThat(only().unknown()).isEmpty();
    }

    @Test
    void anAnswerOfAnotherShapeIsNone() {
        answers.put(META, "{\"universe\":7}");
        answers.put(VAULT_DETAILS, "[]");
        start("BTC");

        run(Discovery.FIRST_WAIT);

        assertThat(only().coins()).containsExactly("BTC");
        assertThat(only().vaultAccounts()).isEqualTo(AccountPlaces.knownChildren(VAULT));
    }
}
