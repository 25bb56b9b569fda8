package io.hyperwatch.patterns.position;

import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps of a match as one record. */
public final class RapidUnwindMatchFunction
        extends PatternProcessFunction<UnwindStep, RapidUnwind> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
            Map<String, List<UnwindStep>> match, Context context, Collector<RapidUnwind> out) {
        out.collect(
                new RapidUnwind(
                        match.get(RapidUnwindPattern.OPENED).get(0),
                        new ArrayList<>(match.get(RapidUnwindPattern.INCREASED)),
                        match.get(RapidUnwindPattern.ENDED).get(0)));
    }
}
