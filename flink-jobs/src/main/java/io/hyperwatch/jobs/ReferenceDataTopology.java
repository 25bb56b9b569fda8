package io.hyperwatch.jobs;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.jobs.balances.BalanceFunction;
import io.hyperwatch.jobs.io.EventDecoder;
import io.hyperwatch.jobs.io.EventReading;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.sinks.postgres.StoredBalance;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What the bridge knows beside the streams, into tables.
 *
 * <pre>
 * hl.coverage.v1 ------- decode -+-> about gaps ------------------------> coverage gaps
 *                                +-> all others ------------------------> coverage events
 * hl.instruments.v1 ---- decode ----------------------------------------> instruments
 * hl.account-states.v1 - decode ---> spot -> [user] follow balances ----> balances
 * hl.funding-rates.v1 -- decode ----------------------------------------> funding rates
 *                        each ---+-> unreadable ------------------------> dead letters
 * </pre>
 *
 * Nothing here waits for time: {@code hl.instruments.v1} has none.
 */
public final class ReferenceDataTopology {

    /** Records of one topic each. */
    public record Inputs(
            DataStream<RawRecord> coverage,
            DataStream<RawRecord> instruments,
            DataStream<RawRecord> accountStates,
            DataStream<RawRecord> fundingRates) {}

    /** What leaves the topology; main attaches sinks, tests collect. */
    public record Outputs(
            DataStream<CoverageEvent> coverageGaps,
            DataStream<CoverageEvent> coverageEvents,
            DataStream<Instrument> instruments,
            DataStream<StoredBalance> balances,
            DataStream<FundingRate> fundingRates,
            DataStream<DeadLetter> unreadable) {}

    private ReferenceDataTopology() {}

    public static Outputs build(Inputs inputs) {
        SingleOutputStreamOperator<CoverageEvent> coverage =
                decode(
                        inputs.coverage(),
                        CoverageEvent.class,
                        EventReadings::coverageEvent,
                        "Decode coverage",
                        Uids.COVERAGE_DECODE);
        SingleOutputStreamOperator<Instrument> instruments =
                decode(
                        inputs.instruments(),
                        Instrument.class,
                        EventReadings::instrument,
                        "Decode instruments",
                        Uids.INSTRUMENTS_DECODE);
        SingleOutputStreamOperator<AccountState> states =
                decode(
                        inputs.accountStates(),
                        AccountState.class,
                        EventReadings::accountState,
                        "Decode account states",
                        Uids.ACCOUNT_STATES_DECODE);
        SingleOutputStreamOperator<FundingRate> fundingRates =
                decode(
                        inputs.fundingRates(),
                        FundingRate.class,
                        EventReadings::fundingRate,
                        "Decode funding rates",
                        Uids.FUNDING_RATES_DECODE);
        return new Outputs(
                aboutGaps(coverage),
                aboutAllElse(coverage),
                instruments,
                balances(states),
                fundingRates,
                unreadable(coverage)
                        .union(
                                unreadable(instruments),
                                unreadable(states),
                                unreadable(fundingRates)));
    }

    private static <T> SingleOutputStreamOperator<T> decode(
            DataStream<RawRecord> records,
            Class<T> type,
            EventReading<T> reading,
            String name,
            String uid) {
        return records.process(new EventDecoder<>(type, reading))
                .name(name)
                .uid(uid)
                .setParallelism(records.getParallelism());
    }

    private static DataStream<DeadLetter> unreadable(SingleOutputStreamOperator<?> decoded) {
        return decoded.getSideOutput(EventDecoder.DEAD_LETTERS);
    }

    private static DataStream<CoverageEvent> aboutGaps(DataStream<CoverageEvent> coverage) {
        return coverage.filter(EventReadings::isAboutAGap)
                .name("Coverage gaps")
                .uid(Uids.COVERAGE_GAPS)
                .setParallelism(coverage.getParallelism());
    }

    private static DataStream<CoverageEvent> aboutAllElse(DataStream<CoverageEvent> coverage) {
        return coverage.filter(event -> !EventReadings.isAboutAGap(event))
                .name("Coverage events")
                .uid(Uids.COVERAGE_EVENTS)
                .setParallelism(coverage.getParallelism());
    }

    private static DataStream<StoredBalance> balances(DataStream<AccountState> states) {
        return states.filter(state -> state.kind() == AccountStateKind.SPOT)
                .name("Spot states")
                .uid(Uids.SPOT_STATES)
                .setParallelism(states.getParallelism())
                .keyBy(AccountState::user)
                .process(new BalanceFunction())
                .name("Balances (per user)")
                .uid(Uids.USER_BALANCES)
                .setParallelism(states.getParallelism());
    }
}
