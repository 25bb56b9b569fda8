package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.patterns.incident.IncidentRisk;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

import java.util.ArrayList;
import java.util.List;

/** The operator that puts signals in order, and the pattern's behind it. */
final class ShapeRun implements AutoCloseable {

    private KeyedOneInputStreamOperatorTestHarness<String, ShapeSignal, ShapeSignal> order;
    private KeyedOneInputStreamOperatorTestHarness<String, ShapeSignal, IncidentRisk> cep;
    private int passed;
    private int told;
    private final List<IncidentRisk> risks = new ArrayList<>();

    ShapeRun() throws Exception {
        open(null, null);
    }

    void send(ShapeSignal signal, long logTimeMs) throws Exception {
        order.processElement(new StreamRecord<>(signal, logTimeMs));
    }

    void watermark(long ms) throws Exception {
        order.processWatermark(new Watermark(ms));
        List<StreamRecord<? extends ShapeSignal>> records = order.extractOutputStreamRecords();
        for (StreamRecord<? extends ShapeSignal> record : records.subList(passed, records.size())) {
            cep.processElement(new StreamRecord<>(record.getValue(), record.getTimestamp()));
        }
        passed = records.size();
        cep.processWatermark(new Watermark(ms));
    }

    /** Both operators go on from a snapshot. */
    void restart() throws Exception {
        OperatorSubtaskState ordered = order.snapshot(0, 0);
        OperatorSubtaskState followed = cep.snapshot(0, 0);
        collect();
        order.close();
        cep.close();
        open(ordered, followed);
    }

    List<IncidentRisk> risks() {
        collect();
        return risks;
    }

    boolean hasLateSignals() {
        return cep.getSideOutput(FlashLoanShapePattern.LATE) != null;
    }

    @Override
    public void close() throws Exception {
        order.close();
        cep.close();
    }

    private void collect() {
        List<IncidentRisk> all = cep.extractOutputValues();
        risks.addAll(all.subList(told, all.size()));
        told = all.size();
    }

    private void open(OperatorSubtaskState ordered, OperatorSubtaskState followed)
            throws Exception {
        order =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new ShapeOrderFunction()),
                        ShapeSignal::coin,
                        Types.STRING);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        @SuppressWarnings("unchecked")
        OneInputTransformation<ShapeSignal, IncidentRisk> pattern =
                (OneInputTransformation<ShapeSignal, IncidentRisk>)
                        FlashLoanShapePattern.follow(
                                        env.fromData(
                                                TypeInformation.of(ShapeSignal.class),
                                                ShapeSignal.liquidations("", 0, "", "", "")))
                                .getTransformation();
        cep =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        pattern.getOperatorFactory(), ShapeSignal::coin, Types.STRING);
        order.setup();
        cep.setup();
        if (ordered != null) {
            order.initializeState(ordered);
            cep.initializeState(followed);
        }
        order.open();
        cep.open();
        passed = 0;
        told = 0;
    }
}
