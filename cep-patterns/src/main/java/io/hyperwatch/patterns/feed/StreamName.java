package io.hyperwatch.patterns.feed;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stream as the bridge calls it: {@code trades:BTC}, {@code l2Book:xyz:TSLA:4}, {@code
 * candle:BTC:1m}, {@code userFills:0x…}, {@code allMids}.
 *
 * @param type what the exchange calls the subscription
 * @param coin null where it is not about one
 * @param account lower-case address, null where it is not about one
 */
public record StreamName(String type, String coin, String account) {

    private static final Set<String> OF_COIN =
            Set.of("trades", "bbo", "l2Book", "activeAssetCtx", "candle");

    /** What stands behind the coin: an interval, or figures and mantissa of a book. */
    private static final Pattern SUFFIX = Pattern.compile("(.+?)(:[0-9]+[a-zA-Z]?)*");

    private static final Pattern ACCOUNT = Pattern.compile("(0x[0-9a-f]{40})(:.*)?");

    public static StreamName of(String stream) {
        int colon = stream.indexOf(':');
        if (colon < 0) {
            return new StreamName(stream, null, null);
        }
        String type = stream.substring(0, colon);
        String about = stream.substring(colon + 1);
        Matcher account = ACCOUNT.matcher(about);
        if (account.matches()) {
            return new StreamName(type, null, account.group(1));
        }
        Matcher coin = SUFFIX.matcher(about);
        return new StreamName(
                type, OF_COIN.contains(type) && coin.matches() ? coin.group(1) : null, null);
    }
}
