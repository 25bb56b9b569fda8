package io.hyperwatch.testbed.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a stack has stored. */
record Tables(String postgresUrl) {

    /** The first column of each row. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgresUrl);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** As {@link NaiveCandles} writes them. */
    List<String> candles() throws SQLException {
        return query(
                "SELECT coin || ' ' || extract(epoch from open_time)::bigint || ' ' || trim_scale(open) ||"
                        + " ' ' || trim_scale(high) || ' ' || trim_scale(low) || ' ' || trim_scale(close) || ' ' ||"
                        + " trim_scale(volume) || ' ' || trade_count FROM hyperwatch.candles ORDER BY coin,"
                        + " open_time");
    }
}
