package io.hyperwatch.jobs.balances;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.sinks.postgres.StoredBalance;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hosts {@link BalanceBook}; keyed by user. */
public final class BalanceFunction
        extends KeyedProcessFunction<String, AccountState, StoredBalance> {

    private static final long serialVersionUID = 1L;
    private static final String KNOWN = "known-balances";

    private transient BalanceBook book;

    @Override
    public void open(OpenContext context) {
        book =
                new BalanceBook(
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        KNOWN, KnownBalances.class))));
    }

    @Override
    public void processElement(AccountState state, Context context, Collector<StoredBalance> out) {
        book.onState(state, out::collect);
    }
}
