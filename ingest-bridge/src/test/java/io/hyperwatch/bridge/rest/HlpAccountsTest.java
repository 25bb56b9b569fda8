package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.rest.HlpAccounts.Followed;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class HlpAccountsTest {

    private static final List<String> CHILDREN =
            HlpAccounts.knownChildren(HlpAccounts.MAINNET_VAULT);

    private static List<String> accounts(int count) {
        return IntStream.range(0, count).mapToObj(i -> String.format("0x%040x", i)).toList();
    }

    @Test
    void withoutAccountsOfTheUserAllChildrenFit() {
        Followed followed = HlpAccounts.follow(CHILDREN, List.of(), 10);

        assertThat(followed.streamed()).containsAll(CHILDREN);
        assertThat(followed.streamed()).startsWith(HlpAccounts.LIQUIDATORS.toArray(String[]::new));
        assertThat(followed.leftOut()).isEmpty();
    }

    @Test
    void theLiquidatorsKeepFourPlacesHoweverManyAccountsTheUserNames() {
        List<String> mine = accounts(8);

        Followed followed = HlpAccounts.follow(CHILDREN, mine, 10);

        List<String> expected = new ArrayList<>(HlpAccounts.LIQUIDATORS);
        expected.addAll(mine.subList(0, 6));
        assertThat(followed.streamed()).isEqualTo(expected);
        assertThat(followed.leftOut())
                .startsWith(mine.get(6), mine.get(7))
                .containsAll(HlpAccounts.STRATEGIES);
    }

    @Test
    void accountsOfTheUserComeBeforeTheMarketMakers() {
        List<String> mine = accounts(3);

        Followed followed = HlpAccounts.follow(CHILDREN, mine, 10);

        assertThat(followed.streamed()).hasSize(10).containsAll(mine);
        assertThat(followed.leftOut()).hasSize(1).isSubsetOf(HlpAccounts.STRATEGIES);
    }

    @Test
    void theOrderOfTheAnswerDoesNotMatterForTheLiquidators() {
        List<String> reversed = new ArrayList<>(CHILDREN);
        Collections.reverse(reversed);

        assertThat(HlpAccounts.follow(reversed, List.of(), 4).streamed())
                .isEqualTo(HlpAccounts.LIQUIDATORS);
    }

    @Test
    void nobodyTakesTwoPlaces() {
        String both = HlpAccounts.LIQUIDATORS.get(0);

        Followed followed = HlpAccounts.follow(CHILDREN, List.of(both), 10);

        assertThat(followed.streamed()).doesNotHaveDuplicates().hasSize(8);
    }

    @Test
    void anotherVaultHasNoKnownChildren() {
        assertThat(HlpAccounts.knownChildren(HlpAccounts.TESTNET_VAULT)).isEmpty();
    }
}
