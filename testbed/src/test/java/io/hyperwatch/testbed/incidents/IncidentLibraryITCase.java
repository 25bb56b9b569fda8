package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Alert;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the rules make of a calm day and of five public incidents. */
class IncidentLibraryITCase {

    static List<IncidentScenario> all() {
        return IncidentLibrary.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatMustFireFiresInTimeAndNothingElseDoes(IncidentScenario scenario) throws Exception {
        IncidentReport report = IncidentReport.of(scenario, 2);

        assertThat(report.answers())
                .as("what must fire in %s", scenario.name())
                .allMatch(IncidentReport.Answer::inTime);
        assertThat(report.falseAlarms()).extracting(Alert::title).isEmpty();
        assertThat(report.alerts())
                .as("alerts of %s", scenario.name())
                .hasSizeLessThanOrEqualTo(scenario.maxAlerts());
    }
}
