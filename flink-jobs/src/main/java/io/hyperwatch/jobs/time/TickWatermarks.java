package io.hyperwatch.jobs.time;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks of one Kafka partition: a tick says that the time of its partition has come so far.
 * One millisecond less is announced, so that a record whose log time equals the tick is never
 * behind the watermark.
 */
final class TickWatermarks implements WatermarkGenerator<RawRecord> {

    static WatermarkStrategy<RawRecord> strategy() {
        return WatermarkStrategy.<RawRecord>forGenerator(context -> new TickWatermarks())
                .withTimestampAssigner((record, kafkaTimestamp) -> record.timestampMs());
    }

    @Override
    public void onEvent(RawRecord record, long timestampMs, WatermarkOutput output) {
        if (HeaderNames.TICK.equals(record.kind())) {
            output.emitWatermark(new Watermark(timestampMs - 1));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        // Time is data: without a tick no time passes.
    }
}
