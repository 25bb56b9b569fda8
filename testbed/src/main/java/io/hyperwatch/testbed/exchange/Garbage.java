package io.hyperwatch.testbed.exchange;

/** Frames a client must survive: each is sent as it stands. */
public enum Garbage {
    MALFORMED_JSON("{\"channel\":\"trades\",\"data\":[{]}"),
    TRUNCATED("{\"channel\":\"bbo\",\"data\":{\"coin\":\"BTC\",\"time\":17"),
    NOT_JSON("<html><body>502 Bad Gateway</body></html>"),
    NOT_A_NUMBER(trade("\"NaN\"", "\"0.1\"", "%d", "BTC")),
    HUGE_NUMBER(trade("\"1" + "0".repeat(400) + "\"", "\"0.1\"", "%d", "BTC")),
    EXPONENT(trade("\"1e999\"", "\"0.1\"", "%d", "BTC")),
    NEGATIVE_SIZE(trade("\"67000\"", "\"-0.1\"", "%d", "BTC")),
    WRONG_TYPE(trade("67000.5", "{\"sz\":1}", "%d", "BTC")),
    NULL_FIELD(trade("null", "\"0.1\"", "%d", "BTC")),
    UNKNOWN_COIN(trade("\"1.0\"", "\"1.0\"", "%d", "NOSUCHCOIN")),
    FAR_FUTURE(trade("\"67000\"", "\"0.1\"", "4102444800000", "BTC")),
    DATA_OF_WRONG_TYPE("{\"channel\":\"bbo\",\"data\":[1,2,3]}"),
    NO_CHANNEL("{\"data\":{\"coin\":\"BTC\"}}"),
    UNKNOWN_CHANNEL("{\"channel\":\"noSuchChannel\",\"data\":{}}"),
    /** Sent as a binary frame. */
    BINARY("\u0000\u0001\u0002garbage");

    private final String text;

    Garbage(String text) {
        this.text = text;
    }

    /** The frame, with the current time where it needs a credible one. */
    String frame(long nowMs) {
        return text.replace("%d", Long.toString(nowMs));
    }

    private static String trade(String price, String size, String time, String coin) {
        return "{\"channel\":\"trades\",\"data\":[{\"coin\":\""
                + coin
                + "\",\"side\":\"B\",\"px\":"
                + price
                + ",\"sz\":"
                + size
                + ",\"time\":"
                + time
                + ",\"hash\":\"0x"
                + "a".repeat(64)
                + "\",\"tid\":7,\"users\":[\"0x"
                + "1".repeat(40)
                + "\",\"0x"
                + "2".repeat(40)
                + "\"]}]}";
    }
}
