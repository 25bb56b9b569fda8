package io.hyperwatch.sinks.postgres;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTest {

    @ParameterizedTest
    @CsvSource({
        "22021, ROW",
        "22P05, ROW",
        "22003, ROW",
        "22001, ROW",
        "23514, ROW",
        "23502, ROW",
        "54000, ROW",
        "21000, ROW",
        "08006, TRANSIENT",
        "08001, TRANSIENT",
        "57P01, TRANSIENT",
        "57P03, TRANSIENT",
        "57014, TRANSIENT",
        "53300, TRANSIENT",
        "53100, TRANSIENT",
        "25006, TRANSIENT",
        "40P01, TRANSIENT",
        "25P02, FATAL",
        "42P01, FATAL",
        "28P01, FATAL",
        "3D000, FATAL",
        ", FATAL"
    })
    void everySqlStateHasItsAnswer(String state, Failure expected) {
        assertThat(Failure.of(new SQLException("x", state))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"22021, 08006, TRANSIENT", "22021, 25P02, ROW", "42P01, 22021, ROW"})
    void aLostConnectionOutweighsTheRest(String outer, String inner, Failure expected) {
        SQLException error = new BatchUpdateException("x", outer, new int[0]);
        error.setNextException(new SQLException("y", inner));
        assertThat(Failure.of(error)).isEqualTo(expected);
    }
}
