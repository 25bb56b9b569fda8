package io.hyperwatch.bridge.normalize;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import static io.hyperwatch.bridge.normalize.Frames.LIQUIDATOR;
import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

class UserEventsTest {

    private static final String FILL = Frames.fill("HYPE", "A", "Close Long", 7, "");
    private static final String LIQUIDATION =
            "{\"liquidation\":{\"lid\":12,\"liquidator\":\"%s\",\"liquidated_user\":\"%s\",\"liquidated_ntl_pos\":\"1822.5\",\"liquidated_account_value\":\"35.25\"}}"
                    .formatted(LIQUIDATOR, VICTIM);

    private final Normalizer normalizer = Frames.normalizer();

    private Normalized event(String data) {
        normalizer.normalize(AccountFrames.acknowledgement(1, "userEvents", VICTIM));
        return normalizer.normalize(AccountFrames.frame(1, "user", data));
    }

    @Test
    void fillsBelongToTheUserOfTheSocketAndAreThoseOfUserFills() {
        Normalized first = event("{\"fills\":[" + FILL + "]}");
        Normalized again = normalizer.normalize(Frames.frame(Frames.userFills(VICTIM, "", FILL)));

        Fill fill = AccountFrames.only(first, Topic.FILLS, Fill.class);
        assertThat(fill.user()).isEqualTo(VICTIM);
        assertThat(fill.tid()).isEqualTo(7);
        assertThat(first.stream()).isEqualTo("userEvents:" + VICTIM);
        assertThat(first.notices()).isEmpty();
        assertThat(again.records()).isEmpty();
        assertThat(again.duplicates()).isEqualTo(1);
    }

    @Test
    void slicesOfATwapAreFillsWithItsId() {
        Normalized normalized =
                event("{\"twapSliceFills\":[{\"fill\":%s,\"twapId\":99}]}".formatted(FILL));

        assertThat(AccountFrames.only(normalized, Topic.FILLS, Fill.class).twapId()).isEqualTo(99);
    }

    @Test
    void aFundingPaymentIsOne() {
        Normalized normalized =
                event(
                        "{\"funding\":{\"time\":%d,\"coin\":\"ETH\",\"usdc\":\"-1\",\"szi\":\"2\",\"fundingRate\":\"0.1\",\"nSamples\":null}}"
                                .formatted(TIME));

        FundingPayment payment =
                AccountFrames.only(normalized, Topic.USER_FUNDINGS, FundingPayment.class);
        assertThat(payment.user()).isEqualTo(VICTIM);
        assertThat(payment.usdc()).isEqualTo("-1");
    }

    @Test
    void aLiquidationIsAnEntryOfItsOwnTypeOnce() {
        LedgerEntry entry = AccountFrames.only(event(LIQUIDATION), Topic.LEDGER, LedgerEntry.class);

        assertThat(entry.type()).isEqualTo(LedgerEntry.LIQUIDATION_EVENT);
        assertThat(entry.user()).isEqualTo(VICTIM);
        assertThat(entry.counterparty()).isEqualTo(LIQUIDATOR);
        assertThat(entry.timeMs()).isEqualTo(RECEIVED);
        assertThat(entry.nonce()).isEqualTo(12);
        assertThat(entry.liquidatedNotional()).isEqualTo("1822.5");
        assertThat(entry.accountValue()).isEqualTo("35.25");
        assertThat(entry.hash()).isNull();
        assertThat(event(LIQUIDATION).records()).isEmpty();
    }

    @Test
    void anOrderCancelledByTheExchangeHasCoinAndId() {
        Normalized normalized = event("{\"nonUserCancel\":[{\"coin\":\"ETH\",\"oid\":5}]}");

        OrderUpdate update = AccountFrames.only(normalized, Topic.ORDERS, OrderUpdate.class);
        assertThat(update.status()).isEqualTo(OrderUpdate.NON_USER_CANCEL);
        assertThat(update.oid()).isEqualTo(5);
        assertThat(update.statusTimeMs()).isEqualTo(RECEIVED);
        assertThat(update.side()).isNull();
    }

    @Test
    void theHistoryOfTwapsIsUnderstoodAndLeftOut() {
        Normalized normalized = event("{\"twapHistory\":[{\"anything\":1}]}");

        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.stream()).isEqualTo("userEvents:" + VICTIM);
    }

    @Test
    void anEventNobodyKnowsIsADeadLetter() {
        assertThat(Frames.onlyDeadLetter(event("{\"party\":[]}")).reason())
                .isEqualTo("data: no event known here");
        assertThat(Frames.onlyDeadLetter(event("{\"fills\":{}}")).reason())
                .isEqualTo("data.fills: an array expected, got object");
    }

    @Test
    void withoutAnAcknowledgedSubscriptionNobodyIsGuessed() {
        Normalized normalized =
                normalizer.normalize(AccountFrames.frame(2, "user", "{\"fills\":[]}"));

        assertThat(Frames.onlyDeadLetter(normalized).reason())
                .isEqualTo("user: 0 accounts have userEvents on connection 2, one expected");
    }
}
