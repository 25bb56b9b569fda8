package io.hyperwatch.bridge.connect;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class AccountPlacesTest {

    private static final List<String> CHILDREN =
            AccountPlaces.knownChildren(AccountPlaces.MAINNET_VAULT);

    private static List<String> accounts(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("0x%040x", i)).toList();
    }

    @Test
    void withoutConfiguredAddressesAllOfHlpFits() {
        AccountPlaces places = AccountPlaces.assign(List.of(), CHILDREN, 10);

        assertThat(places.vaultAccounts())
                .containsExactlyInAnyOrderElementsOf(CHILDREN)
                .startsWith(AccountPlaces.LIQUIDATORS.toArray(String[]::new))
                .endsWith(AccountPlaces.STRATEGIES.toArray(String[]::new));
        assertThat(places.polledVaultAccounts()).isEmpty();
    }

    @Test
    void theLiquidatorsKeepFourPlacesHoweverManyAddressesAreConfigured() {
        List<String> mine = accounts(8);

        AccountPlaces places = AccountPlaces.assign(mine, CHILDREN, 10);

        assertThat(places.addresses()).isEqualTo(mine.subList(0, 6));
        assertThat(places.vaultAccounts()).isEqualTo(AccountPlaces.LIQUIDATORS);
        assertThat(places.polledAddresses()).isEqualTo(mine.subList(6, 8));
        assertThat(places.polledVaultAccounts()).containsAll(AccountPlaces.STRATEGIES);
    }

    @Test
    void placesNobodyConfiguredGoToTheRestOfHlp() {
        AccountPlaces places = AccountPlaces.assign(accounts(3), CHILDREN, 10);

        assertThat(places.addresses()).hasSize(3);
        assertThat(places.vaultAccounts()).hasSize(7);
        assertThat(places.polledVaultAccounts()).hasSize(1).isSubsetOf(AccountPlaces.STRATEGIES);
    }

    @Test
    void aConfiguredAccountOfHlpTakesOneOfThePlacesKeptForHlp() {
        String both = AccountPlaces.LIQUIDATORS.get(1);
        List<String> mine = new ArrayList<>(accounts(8));
        mine.add(both);

        AccountPlaces places = AccountPlaces.assign(mine, CHILDREN, 10);

        assertThat(places.addresses()).hasSize(7).contains(both);
        assertThat(places.vaultAccounts()).hasSize(3).doesNotContain(both);
    }

    @Test
    void theOrderOfTheAnswerDoesNotMatterForTheLiquidators() {
        List<String> reversed = new ArrayList<>(CHILDREN);
        Collections.reverse(reversed);

        assertThat(AccountPlaces.assign(List.of(), reversed, 4).vaultAccounts())
                .isEqualTo(AccountPlaces.LIQUIDATORS);
    }

    @Test
    void anotherVaultHasNoKnownChildren() {
        assertThat(AccountPlaces.knownChildren(AccountPlaces.TESTNET_VAULT)).isEmpty();
    }

    @Test
    void nobodyIsForgottenAndNoPlaceIsGivenTwice() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<String> mine = new ArrayList<>(accounts(random.nextInt(15)));
            mine.addAll(CHILDREN.subList(0, random.nextInt(CHILDREN.size() + 1)));
            Collections.shuffle(mine, random);
            List<String> children = new ArrayList<>(CHILDREN);
            Collections.shuffle(children, random);
            children = children.subList(0, random.nextInt(children.size() + 1));
            int limit = random.nextInt(14);

            AccountPlaces places = AccountPlaces.assign(mine, children, limit);

            List<String> streamed =
                    Stream.concat(places.addresses().stream(), places.vaultAccounts().stream())
                            .toList();
            List<String> all =
                    Stream.of(streamed, places.polledAddresses(), places.polledVaultAccounts())
                            .flatMap(List::stream)
                            .toList();
            List<String> wished =
                    Stream.concat(mine.stream(), children.stream()).distinct().toList();
            assertThat(all).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(wished);
            assertThat(streamed).as("seed %s", seed).hasSize(Math.min(limit, wished.size()));
            assertThat(streamed.stream().filter(children::contains).count())
                    .as("seed %s", seed)
                    .isGreaterThanOrEqualTo(Math.min(Math.min(4, children.size()), limit));
        }
    }
}
