package io.hyperwatch.sinks.webhook;

import io.hyperwatch.sinks.delivery.Answer;

import okhttp3.Response;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * What an HTTP status means (Standard Webhooks 1.0.0): 2xx is success, 410 asks to stop, everything
 * else, redirects too, is tried again; 429, 502, 503 and 504 may say when.
 */
final class WebhookAnswers {

    private static final long MAX_RETRY_AFTER_MS = 3_600_000;

    private WebhookAnswers() {}

    static Answer of(Response response, long nowMs) {
        int status = response.code();
        if (response.isSuccessful()) {
            return Answer.accepted(status);
        }
        String error = "HTTP " + status;
        if (response.isRedirect()) {
            error += ", redirects are not followed";
        }
        return switch (status) {
            case 410 -> Answer.stop(status, error);
            case 429, 502, 503, 504 ->
                    Answer.retry(
                            status, error, retryAfterMs(response.header("Retry-After"), nowMs));
            default -> Answer.retry(status, error, null);
        };
    }

    /** Seconds or an HTTP date, at most one hour; null where absent or unreadable. */
    static Long retryAfterMs(String header, long nowMs) {
        if (header == null) {
            return null;
        }
        String text = header.trim();
        try {
            long millis =
                    text.chars().allMatch(Character::isDigit)
                            ? Math.multiplyExact(Long.parseLong(text), 1000L)
                            : DateTimeFormatter.RFC_1123_DATE_TIME
                                            .parse(text, Instant::from)
                                            .toEpochMilli()
                                    - nowMs;
            return Math.max(0, Math.min(MAX_RETRY_AFTER_MS, millis));
        } catch (NumberFormatException | DateTimeParseException e) {
            return null;
        } catch (ArithmeticException e) {
            return MAX_RETRY_AFTER_MS;
        }
    }
}
