package io.hyperwatch.testbed.exchange;

/**
 * What the HTTP end answers.
 *
 * @param status 0 for no answer at all: the connection ends
 * @param contentType of the body
 * @param body may be empty
 */
public record HttpAnswer(int status, String contentType, String body) {

    /** The request is lost on its way. */
    public static final HttpAnswer NONE = new HttpAnswer(0, "", "");

    public static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json", body);
    }

    public static HttpAnswer text(int status, String body) {
        return new HttpAnswer(status, "text/plain", body);
    }

    /** 429 and 500 come with JSON null and without Retry-After; gateways answer in HTML. */
    static HttpAnswer failure(int status) {
        return status > 500
                ? new HttpAnswer(
                        status,
                        "text/html",
                        "<html><body><h1>" + status + " Bad Gateway</h1></body></html>")
                : json(status, "null");
    }
}
