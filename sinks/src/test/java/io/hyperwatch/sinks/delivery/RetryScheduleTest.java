package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

class RetryScheduleTest {

    private static final Alert ALERT = SampleAlerts.alert("a");
    private static final long BORN = SampleAlerts.BORN_AT_MS;
    private static final long HOUR = 3_600_000;
    private static final RetrySchedule SCHEDULE = RetrySchedule.STANDARD;

    @Test
    void attemptsFollowStandardWebhooksAndEndWhenTheAlertIsADayOld() {
        List<Long> ages = new ArrayList<>();
        OptionalLong next = OptionalLong.of(BORN);
        for (int attempt = 1; next.isPresent(); attempt++) {
            ages.add((next.getAsLong() - BORN) / 1000);
            next = SCHEDULE.next(ALERT, attempt, next.getAsLong(), null, 0);
        }
        assertThat(ages).containsExactly(0L, 5L, 305L, 2_105L, 9_305L, 27_305L, 63_305L, 86_400L);
    }

    @Test
    void aDelayIsLengthenedByUpToAFifth() {
        assertThat(SCHEDULE.next(ALERT, 2, BORN, null, 1)).hasValue(BORN + 360_000);
        assertThat(SCHEDULE.next(ALERT, 2, BORN, null, 0.5)).hasValue(BORN + 330_000);
    }

    @Test
    void anEndpointThatAsksForTimeGetsItButNeverLessThanTheSchedule() {
        assertThat(SCHEDULE.next(ALERT, 1, BORN, 60_000L, 0)).hasValue(BORN + 60_000);
        assertThat(SCHEDULE.next(ALERT, 1, BORN, 1_000L, 0)).hasValue(BORN + 5_000);
    }

    @Test
    void nothingIsTriedBeforeAnEndpointWantsItOrAfterTheAlertIsTooOld() {
        long old = BORN + 24 * HOUR - HOUR / 2;
        assertThat(SCHEDULE.next(ALERT, 1, old, HOUR, 0)).isEmpty();
        assertThat(SCHEDULE.next(ALERT, 4, old, null, 0)).hasValue(BORN + 24 * HOUR);
        assertThat(SCHEDULE.next(ALERT, 4, BORN + 24 * HOUR - 1_000, null, 0)).isEmpty();
        assertThat(SCHEDULE.isTooOld(ALERT, BORN + 24 * HOUR)).isFalse();
        assertThat(SCHEDULE.isTooOld(ALERT, BORN + 25 * HOUR)).isTrue();
    }
}
