package io.hyperwatch.sinks.postgres;

import java.sql.SQLException;

/** What to do about an error of Postgres, by its SQLState (Postgres manual, appendix A). */
enum Failure {
    /** The row itself is at fault: wrong data, broken constraint, too long for an index. */
    ROW,
    /** Time heals it: connection lost, restart, read-only, too many connections, deadlock. */
    TRANSIENT,
    /** Somebody has to act: missing table, wrong password, no permission. */
    FATAL;

    private static final String READ_ONLY = "25006";

    static Failure of(SQLException error) {
        Failure failure = FATAL;
        for (SQLException e = error; e != null; e = e.getNextException()) {
            Failure found = ofState(e.getSQLState());
            if (found == TRANSIENT) {
                return TRANSIENT;
            }
            failure = found == ROW ? ROW : failure;
        }
        return failure;
    }

    private static Failure ofState(String state) {
        if (state == null || state.length() < 2) {
            return FATAL;
        }
        return switch (state.substring(0, 2)) {
            // 21: two rows of a batch that Postgres takes for one; alone, each passes.
            case "21", "22", "23", "54" -> ROW;
            case "08", "40", "53", "57", "58" -> TRANSIENT;
            case "25" -> READ_ONLY.equals(state) ? TRANSIENT : FATAL;
            default -> FATAL;
        };
    }
}
