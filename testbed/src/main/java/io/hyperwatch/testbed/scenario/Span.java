package io.hyperwatch.testbed.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as scenario files write it: {@code 500ms}, {@code 1.5s}, {@code 2m}.
 *
 * @param millis the length
 */
public record Span(long millis) {

    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");

    /**
     * @throws IllegalArgumentException for any other text
     */
    @JsonCreator
    public static Span parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a length of time (500ms, 1.5s, 2m): " + text);
        }
        long unit =
                switch (matcher.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1_000;
                    default -> 60_000;
                };
        return new Span(
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
    }

    public Duration duration() {
        return Duration.ofMillis(millis);
    }
}
