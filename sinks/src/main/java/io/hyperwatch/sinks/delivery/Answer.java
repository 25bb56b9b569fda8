package io.hyperwatch.sinks.delivery;

/**
 * What an endpoint answered to one attempt.
 *
 * @param verdict what it means
 * @param statusCode HTTP status, null where no answer came
 * @param error what went wrong, null when accepted; never quotes the endpoint's address or answer
 * @param retryAfterMs how long the endpoint asked to be left alone, null where it did not
 */
public record Answer(Verdict verdict, Integer statusCode, String error, Long retryAfterMs) {

    /** What an answer means for the delivery. */
    public enum Verdict {
        ACCEPTED,
        RETRY,
        /** The endpoint does not want this any more. */
        STOP
    }

    public static Answer accepted(Integer statusCode) {
        return new Answer(Verdict.ACCEPTED, statusCode, null, null);
    }

    public static Answer retry(Integer statusCode, String error, Long retryAfterMs) {
        return new Answer(Verdict.RETRY, statusCode, error, retryAfterMs);
    }

    public static Answer stop(Integer statusCode, String error) {
        return new Answer(Verdict.STOP, statusCode, error, null);
    }
}
