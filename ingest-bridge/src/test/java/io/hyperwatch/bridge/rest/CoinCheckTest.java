package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.wire.Listing;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CoinCheckTest {

    private static final List<Listing> LISTED =
            List.of(
                    new Listing("BTC", false),
                    new Listing("kPEPE", false),
                    new Listing("MATIC", true));

    @Test
    void listedCoinsAreGood() {
        CoinCheck check = CoinCheck.of(List.of("kPEPE", "BTC"), LISTED);

        assertThat(check.good()).containsExactly("kPEPE", "BTC");
        assertThat(check.unknown()).isEmpty();
    }

    @Test
    void delistedCoinsAreSetApart() {
        CoinCheck check = CoinCheck.of(List.of("MATIC"), LISTED);

        assertThat(check.good()).isEmpty();
        assertThat(check.delisted()).containsExactly("MATIC");
    }

    @Test
    void aCoinInTheWrongCaseGetsAHint() {
        assertThat(CoinCheck.of(List.of("KPEPE", "NOPE"), LISTED).unknown())
                .containsExactly(
                        "the exchange lists no coin KPEPE; did you mean kPEPE?",
                        "the exchange lists no coin NOPE");
    }
}
