package io.hyperwatch.bridge.settings;

import io.hyperwatch.bridge.connect.ExchangeLimits;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.ReferenceVenue;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads texts into values and collects what is wrong instead of stopping at the first. */
final class SettingsReader {

    private static final String ALL_COINS = "all";
    private static final List<String> INTERVALS =
            List.of(
                    "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1d", "3d", "1w",
                    "1M");
    private static final Set<String> LOG_LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    /** Names the Python systems use in their .env files. */
    private static final Map<String, String> LOG_LEVEL_NAMES =
            Map.of("WARNING", "WARN", "CRITICAL", "ERROR", "FATAL", "ERROR");

    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> values) {
        this.values = values;
    }

    void failOnProblems() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private String text(SettingKey key) {
        String text = values.getOrDefault(key.name(), "").strip();
        return text.isEmpty() ? key.defaultText() : text;
    }

    private void problem(SettingKey key, String what) {
        problems.add(key.displayName() + ": " + what);
    }

    boolean flag(SettingKey key) {
        String text = text(key).toLowerCase(Locale.ROOT);
        switch (text) {
            case "true", "1", "yes", "on":
                return true;
            case "false", "0", "no", "off":
                return false;
            default:
                problem(key, "true or false expected, got " + text);
                return false;
        }
    }

    int number(SettingKey key, int min, int max) {
        String text = text(key);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            problem(key, "a whole number expected, got " + text);
            return min;
        }
        problem(key, "a number from " + min + " to " + max + " expected, got " + text);
        return min;
    }

    Duration seconds(SettingKey key, int min, int max) {
        return Duration.ofSeconds(number(key, min, max));
    }

    List<String> intervals() {
        List<String> intervals = list(SettingKey.BRIDGE_CANDLE_INTERVALS);
        for (String interval : intervals) {
            if (!INTERVALS.contains(interval)) {
                problem(
                        SettingKey.BRIDGE_CANDLE_INTERVALS,
                        "one of " + String.join(", ", INTERVALS) + " expected, got " + interval);
            }
        }
        return intervals;
    }

    /** Null for none. */
    Integer sigFigs() {
        int figures = number(SettingKey.BRIDGE_BOOK_SIG_FIGS, 0, 5);
        if (figures == 1) {
            problem(SettingKey.BRIDGE_BOOK_SIG_FIGS, "0 for none or 2 to 5 expected, got 1");
        }
        return figures < 2 ? null : figures;
    }

    List<String> venues() {
        List<String> venues =
                list(SettingKey.REFERENCE_PRICE_VENUES).stream()
                        .map(venue -> venue.toLowerCase(Locale.ROOT))
                        .toList();
        for (String venue : venues) {
            if (ReferenceVenue.of(venue).isEmpty()) {
                problem(
                        SettingKey.REFERENCE_PRICE_VENUES,
                        "one of " + ReferenceVenue.names() + " expected, got " + venue);
            }
        }
        if (venues.size() == 1) {
            problem(
                    SettingKey.REFERENCE_PRICE_VENUES,
                    "at least two venues expected: one alone proves nothing");
        }
        return venues;
    }

    /** The exchange's limits; those of {@link ExchangeLimits#PUBLISHED} where they are wrong. */
    ExchangeLimits limits() {
        int connections = number(SettingKey.BRIDGE_MAX_CONNECTIONS, 1, 10_000);
        int messages = number(SettingKey.BRIDGE_MAX_MESSAGES, 1, 10_000_000);
        int subscriptions = number(SettingKey.BRIDGE_MAX_SUBSCRIPTIONS, 2, 1_000_000);
        int users = number(SettingKey.BRIDGE_MAX_USERS, 0, 100_000);
        int connects = number(SettingKey.BRIDGE_MAX_CONNECTS, 1, 100_000);
        try {
            return new ExchangeLimits(connections, subscriptions, users, messages, connects);
        } catch (IllegalArgumentException e) {
            problem(SettingKey.BRIDGE_MAX_MESSAGES, e.getMessage());
            return ExchangeLimits.PUBLISHED;
        }
    }

    /** Null when not set. */
    Duration optionalSeconds(SettingKey key) {
        return text(key).isEmpty() ? null : Duration.ofSeconds(number(key, 1, Integer.MAX_VALUE));
    }

    /** Null when not set. */
    Path optionalPath(SettingKey key) {
        String text = text(key);
        try {
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            problem(key, "not a file name: " + e.getMessage());
            return null;
        }
    }

    URI url(SettingKey key, String... schemes) {
        String text = text(key);
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && List.of(schemes).contains(uri.getScheme())) {
                return uri;
            }
        } catch (URISyntaxException e) {
            problem(key, "not a URL: " + e.getReason());
            return null;
        }
        problem(key, "a URL " + String.join(":// or ", schemes) + ":// with a host expected");
        return null;
    }

    /** The base of the API or the whole address of {@code /info}. */
    URI infoUrl() {
        URI base = url(SettingKey.HYPERLIQUID_API_URL, "http", "https");
        if (base == null) {
            return null;
        }
        String text = base.toString().replaceAll("/+$", "");
        return URI.create(text.endsWith("/info") ? text : text + "/info");
    }

    /** The whole address of the leaderboard or only its host. */
    URI statsUrl() {
        URI url = url(SettingKey.HYPERLIQUID_STATS_URL, "http", "https");
        return url == null || url.getPath().length() > 1
                ? url
                : URI.create(url.toString().replaceAll("/+$", "") + "/Mainnet/leaderboard");
    }

    String bootstrapServers() {
        List<String> servers = list(SettingKey.KAFKA_BOOTSTRAP_SERVERS);
        for (String server : servers) {
            if (!server.matches(".+:[0-9]{1,5}")) {
                problem(SettingKey.KAFKA_BOOTSTRAP_SERVERS, "host:port expected, got " + server);
            }
        }
        return String.join(",", servers);
    }

    CoinSelection coins() {
        List<String> names = list(SettingKey.POPULAR_COINS);
        boolean all = names.stream().anyMatch(ALL_COINS::equalsIgnoreCase);
        if (all && names.size() > 1) {
            problem(SettingKey.POPULAR_COINS, "either all or a list of coins");
        }
        return all ? new CoinSelection(true, List.of()) : new CoinSelection(false, names);
    }

    String address(SettingKey key) {
        return checkedAddress(key, text(key));
    }

    List<String> addresses(SettingKey key) {
        return list(key).stream().map(address -> checkedAddress(key, address)).distinct().toList();
    }

    private String checkedAddress(SettingKey key, String text) {
        String address = text.toLowerCase(Locale.ROOT);
        if (!Fields.isAddress(address)) {
            problem(key, "0x and 40 hex digits expected, got " + text);
        }
        return address;
    }

    String logLevel() {
        String text = text(SettingKey.LOG_LEVEL).toUpperCase(Locale.ROOT);
        String level = LOG_LEVEL_NAMES.getOrDefault(text, text);
        if (!LOG_LEVELS.contains(level)) {
            problem(SettingKey.LOG_LEVEL, "one of TRACE, DEBUG, INFO, WARN, ERROR expected");
        }
        return level;
    }

    String logFormat() {
        String format = text(SettingKey.BRIDGE_LOG_FORMAT).toLowerCase(Locale.ROOT);
        if (!format.equals("text") && !format.equals("json")) {
            problem(SettingKey.BRIDGE_LOG_FORMAT, "text or json expected, got " + format);
        }
        return format;
    }

    /** Comma list; the JSON form {@code ["BTC","ETH"]} of the Python systems is read too. */
    private List<String> list(SettingKey key) {
        Set<String> items = new LinkedHashSet<>();
        for (String item : text(key).replaceAll("^\\[|]$", "").split(",")) {
            String stripped = item.strip().replaceAll("^[\"']|[\"']$", "").strip();
            if (!stripped.isEmpty()) {
                items.add(stripped);
            }
        }
        return List.copyOf(items);
    }
}
