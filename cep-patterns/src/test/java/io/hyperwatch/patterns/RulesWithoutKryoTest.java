package io.hyperwatch.patterns;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.patterns.adl.AdlSecond;
import io.hyperwatch.patterns.adl.AdlTally;
import io.hyperwatch.patterns.burst.Bursts;
import io.hyperwatch.patterns.burst.TrackingDesk;
import io.hyperwatch.patterns.cascade.CascadeLiquidation;
import io.hyperwatch.patterns.cascade.CascadeProgress;
import io.hyperwatch.patterns.cascade.CountedTrade;
import io.hyperwatch.patterns.cascade.StartNode;
import io.hyperwatch.patterns.cascade.WaveSignal;
import io.hyperwatch.patterns.coordinated.AccountLiquidations;
import io.hyperwatch.patterns.feed.BridgeSilenceState;
import io.hyperwatch.patterns.feed.LostStream;
import io.hyperwatch.patterns.feed.Outage;
import io.hyperwatch.patterns.flashloan.CountedLiquidation;
import io.hyperwatch.patterns.flashloan.StartSecond;
import io.hyperwatch.patterns.flashloan.Window;
import io.hyperwatch.patterns.flashloan.shape.PushState;
import io.hyperwatch.patterns.flashloan.shape.ShapeSignal;
import io.hyperwatch.patterns.funding.EstimateTaken;
import io.hyperwatch.patterns.funding.FundingObservation;
import io.hyperwatch.patterns.funding.FundingState;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.incident.LedgerEntry;
import io.hyperwatch.patterns.largeliquidation.LargeLiquidation;
import io.hyperwatch.patterns.largetrade.CountedOrder;
import io.hyperwatch.patterns.midjump.MidJumpState;
import io.hyperwatch.patterns.oracle.BreachSignal;
import io.hyperwatch.patterns.oracle.OracleState;
import io.hyperwatch.patterns.reference.ReferenceState;
import io.hyperwatch.patterns.vault.VaultSeries;
import io.hyperwatch.patterns.vault.VaultStatistics;
import io.hyperwatch.patterns.wallpull.KeptTrade;
import io.hyperwatch.patterns.wallpull.LevelTrade;
import io.hyperwatch.patterns.wallpull.PullSignal;
import io.hyperwatch.patterns.wallpull.PullTally;
import io.hyperwatch.patterns.wallpull.VanishedWall;
import io.hyperwatch.patterns.wallpull.WallPrices;
import io.hyperwatch.patterns.wallpull.WallSignal;
import io.hyperwatch.patterns.wallpull.WallState;
import io.hyperwatch.patterns.wallpull.WallWatch;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** All that the rules keep in state or send over the wire. */
class RulesWithoutKryoTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Alert.class,
                BreachSignal.class,
                CountedLiquidation.class,
                CountedOrder.class,
                Incident.class,
                IncidentMemory.class,
                IncidentRisk.class,
                LedgerEntry.class,
                LiquidationFill.class,
                OracleState.class,
                Price.class,
                StartSecond.class,
                Window.class,
                TakerOrder.class,
                LargeLiquidation.class,
                AccountLiquidations.class,
                AdlSecond.class,
                AdlTally.class,
                Fill.class,
                VaultSeries.class,
                VaultStatistics.class,
                Outage.class,
                LostStream.class,
                BridgeSilenceState.class,
                CoverageEvent.class,
                VaultSnapshot.class,
                Sequence.class,
                MidJumpState.class,
                ReferenceState.class,
                FundingState.class,
                FundingObservation.class,
                EstimateTaken.class,
                PushState.class,
                ShapeSignal.class,
                RuleChange.class,
                Bursts.class,
                TrackingDesk.class,
                TrackingRequest.class,
                Trade.class,
                CascadeLiquidation.class,
                StartNode.class,
                CountedTrade.class,
                CascadeProgress.class,
                WaveSignal.class,
                KeptTrade.class,
                LevelTrade.class,
                PullSignal.class,
                PullTally.class,
                VanishedWall.class,
                WallSignal.class,
                WallState.class,
                WallPrices.class,
                WallWatch.class
            })
    void isSerializedAsAPojo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                IncidentMemory.class,
                LedgerEntry.class,
                OracleState.class,
                AccountLiquidations.class,
                VaultSeries.class,
                VaultStatistics.class,
                BridgeSilenceState.class,
                MidJumpState.class,
                ReferenceState.class,
                FundingState.class,
                FundingObservation.class,
                PushState.class,
                CascadeProgress.class,
                ShapeSignal.class
            })
    void mayHoldNothing(Class<?> type) throws Exception {
        assertThat(copyOfEmpty(type)).hasToString(empty(type).toString());
    }

    private static <T> T copyOfEmpty(Class<T> type) throws Exception {
        Configuration noKryo = new Configuration();
        noKryo.set(PipelineOptions.GENERIC_TYPES, false);
        var serializer =
                TypeInformation.of(type).createSerializer(new SerializerConfigImpl(noKryo));
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        serializer.serialize(empty(type), bytes);
        return serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
    }

    /** A record of which every component is null or zero. */
    private static <T> T empty(Class<T> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructors()[0];
        Object[] nothing = new Object[constructor.getParameterCount()];
        for (int i = 0; i < nothing.length; i++) {
            Class<?> component = constructor.getParameterTypes()[i];
            if (component == int.class) {
                nothing[i] = 0;
            } else if (component == long.class) {
                nothing[i] = 0L;
            } else if (component == boolean.class) {
                nothing[i] = false;
            } else if (component == List.class) {
                nothing[i] = List.of();
            }
        }
        return type.cast(constructor.newInstance(nothing));
    }
}
