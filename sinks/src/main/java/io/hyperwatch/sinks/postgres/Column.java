package io.hyperwatch.sinks.postgres;

import org.apache.flink.util.function.SerializableFunction;

import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * One column of a table: its name, its type and how it is read from a row. A null value is written
 * as SQL null, except JSON, which is then the empty object.
 */
public final class Column<T> implements Serializable {

    private static final int MAX_INTEGER_DIGITS = 131_072;
    private static final int MAX_FRACTION_DIGITS = 16_383;

    private enum Type {
        TEXT(Types.VARCHAR),
        NUMERIC(Types.NUMERIC),
        INTEGER(Types.INTEGER),
        BIGINT(Types.BIGINT),
        BOOLEAN(Types.BOOLEAN),
        TIME(Types.TIMESTAMP_WITH_TIMEZONE),
        JSON(Types.VARCHAR);

        private final int jdbcType;

        Type(int jdbcType) {
            this.jdbcType = jdbcType;
        }
    }

    private final String name;
    private final Type type;
    private final SerializableFunction<T, ?> value;

    private Column(String name, Type type, SerializableFunction<T, ?> value) {
        this.name = name;
        this.type = type;
        this.value = value;
    }

    public static <T> Column<T> text(String name, SerializableFunction<T, String> value) {
        return new Column<>(name, Type.TEXT, value);
    }

    public static <T> Column<T> decimal(String name, SerializableFunction<T, BigDecimal> value) {
        return new Column<>(name, Type.NUMERIC, value);
    }

    public static <T> Column<T> integer(String name, SerializableFunction<T, Integer> value) {
        return new Column<>(name, Type.INTEGER, value);
    }

    public static <T> Column<T> bigint(String name, SerializableFunction<T, Long> value) {
        return new Column<>(name, Type.BIGINT, value);
    }

    public static <T> Column<T> bool(String name, SerializableFunction<T, Boolean> value) {
        return new Column<>(name, Type.BOOLEAN, value);
    }

    /** The function gives epoch milliseconds. */
    public static <T> Column<T> time(String name, SerializableFunction<T, Long> value) {
        return new Column<>(name, Type.TIME, value);
    }

    /** The function gives JSON text. */
    public static <T> Column<T> json(String name, SerializableFunction<T, String> value) {
        return new Column<>(name, Type.JSON, value);
    }

    public String name() {
        return name;
    }

    Object valueOf(T row) {
        return value.apply(row);
    }

    String placeholder() {
        return type == Type.JSON ? "?::jsonb" : "?";
    }

    void bind(PreparedStatement statement, int index, T row) throws SQLException {
        Object cell = value.apply(row);
        if (type == Type.JSON) {
            statement.setString(index, cell == null ? "{}" : (String) cell);
        } else if (cell == null) {
            statement.setNull(index, type.jdbcType);
        } else if (type == Type.TIME) {
            Instant time = Instant.ofEpochMilli((Long) cell);
            statement.setObject(index, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
        } else if (type == Type.NUMERIC) {
            statement.setBigDecimal(index, withinNumeric((BigDecimal) cell));
        } else {
            statement.setObject(index, cell, type.jdbcType);
        }
    }

    /** Beyond these digits the driver would wrap around instead of letting Postgres refuse. */
    private BigDecimal withinNumeric(BigDecimal value) {
        if ((long) value.precision() - value.scale() > MAX_INTEGER_DIGITS
                || value.scale() > MAX_FRACTION_DIGITS) {
            throw new IllegalArgumentException(name + " has too many digits for numeric");
        }
        return value;
    }
}
