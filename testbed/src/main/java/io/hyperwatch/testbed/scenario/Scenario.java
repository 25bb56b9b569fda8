package io.hyperwatch.testbed.scenario;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.SimulatorSettings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A market to play: coins with a random but repeatable background, actions at set times, and the
 * alerts they must cause. Read from a YAML file.
 *
 * @param name short
 * @param seed of everything random
 * @param duration when the play ends
 * @param coins coins with a background
 * @param actions what happens besides
 * @param expect alerts that must fire, and no others
 */
public record Scenario(
        String name,
        long seed,
        Span duration,
        List<Coin> coins,
        List<Action> actions,
        List<ExpectedAlert> expect) {

    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    public Scenario {
        coins = coins == null ? List.of() : List.copyOf(coins);
        actions = actions == null ? List.of() : List.copyOf(actions);
        expect = expect == null ? List.of() : List.copyOf(expect);
    }

    /**
     * A coin's background.
     *
     * @param coin exact name
     * @param price USD at the start
     * @param volume24hUsd notional of the day before
     * @param tradesPerSecond average rate
     * @param tradeUsd median value of an order
     */
    public record Coin(
            String coin,
            BigDecimal price,
            BigDecimal volume24hUsd,
            double tradesPerSecond,
            BigDecimal tradeUsd) {}

    /**
     * An alert the scenario must cause.
     *
     * @param rule id of the rule
     * @param subject key of the incident, such as {@code coin:BTC}
     * @param severity of the alert
     */
    public record ExpectedAlert(String rule, String subject, Severity severity) {}

    /**
     * A scenario that ships with the program.
     *
     * @param name file name without extension
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Scenario bundled(String name) {
        String resource = "/scenarios/" + name + ".yaml";
        try (InputStream in = Scenario.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no scenario called " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }

    /**
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException when it is no scenario; the message says where
     */
    public static Scenario load(Path file) throws IOException {
        return parse(Files.readString(file), file.toString());
    }

    static Scenario parse(String yaml, String origin) {
        try {
            Scenario scenario = YAML.readValue(yaml, Scenario.class);
            scenario.check();
            return scenario;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "scenario " + origin + ": " + e.getOriginalMessage() + where(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("scenario " + origin + ": " + e.getMessage(), e);
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    /** The exchange this scenario plays on: the usual coins, with this scenario's figures. */
    public SimulatorSettings settings(InstantSource clock) {
        Map<String, Instrument> instruments = new LinkedHashMap<>();
        SimulatorSettings.defaultInstruments().forEach(i -> instruments.put(i.coin(), i));
        for (Coin coin : coins) {
            Instrument usual = instruments.get(coin.coin());
            Instrument.Kind kind =
                    coin.coin().startsWith("@") || coin.coin().contains("/")
                            ? Instrument.Kind.SPOT
                            : Instrument.Kind.PERP;
            instruments.put(
                    coin.coin(),
                    new Instrument(
                            coin.coin(),
                            kind,
                            usual == null ? 2 : usual.szDecimals(),
                            usual == null ? 20 : usual.maxLeverage(),
                            false,
                            coin.price(),
                            coin.volume24hUsd()));
        }
        return SimulatorSettings.defaults(clock)
                .withInstruments(List.copyOf(instruments.values()))
                .withSeed(seed);
    }

    private void check() {
        if (duration == null) {
            throw new IllegalArgumentException("duration is missing");
        }
        List<String> names = coins.stream().map(Coin::coin).toList();
        for (Action action : actions) {
            action.check();
            if (action.at().millis() > duration.millis()) {
                throw new IllegalArgumentException(
                        "an action at " + action.at().millis() + " ms comes after the end");
            }
            String coin = action.coin();
            if (coin != null && !names.contains(coin)) {
                throw new IllegalArgumentException("coin " + coin + " is not under coins");
            }
        }
    }
}
