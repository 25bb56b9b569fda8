package io.hyperwatch.json;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.LeaderboardEntry;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Every event can live in Flink streams and state without the Kryo fallback. */
class SerializationTest {

    static Stream<Class<?>> events() {
        return Stream.of(
                Trade.class,
                Price.class,
                Fill.class,
                LiquidationFill.class,
                TakerOrder.class,
                Candle.class,
                Book.class,
                ExchangeCandle.class,
                FundingRate.class,
                LeaderboardEntry.class,
                Instrument.class,
                CoverageEvent.class,
                TrackingRequest.class,
                VaultSnapshot.class,
                AccountState.class,
                OrderUpdate.class,
                LedgerEntry.class,
                FundingPayment.class,
                DeadLetter.class,
                Provenance.class,
                Sequence.class,
                Alert.class,
                Incident.class,
                Delivery.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void isAPojoToFlinkWithoutKryo(Class<?> event) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(event);
    }
}
