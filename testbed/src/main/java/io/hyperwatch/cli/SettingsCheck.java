package io.hyperwatch.cli;

import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.settings.SettingsException;
import io.hyperwatch.sinks.delivery.DeliverySettings;
import io.hyperwatch.sinks.webhook.WebhookChannel;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the settings of every part before any part starts: a child process that refuses its own
 * would be found out late, and only in its log.
 */
final class SettingsCheck {

    private static final List<String> READ_WHERE_USED =
            List.of("ALERT_WEBHOOK_URLS", "ALERT_WEBHOOK_SECRET");

    private SettingsCheck() {}

    /**
     * @param environment what the parts will see
     * @param options of the command line by the variable they win over; null values are left out
     * @throws WrongCallException naming the option or variable at fault
     */
    static void check(Map<String, String> environment, Map<String, String> options) {
        Map<String, String> merged = new HashMap<>(environment);
        options.forEach(
                (name, value) -> {
                    if (value != null) {
                        merged.put(name, value);
                    }
                });
        // Where tasks resolve them, a system property stands in for a variable of the .env file.
        READ_WHERE_USED.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .forEach(name -> System.setProperty(name, environment.get(name)));
        try {
            BridgeSettings.of(merged);
            new WebhookChannel(DeliverySettings.read(environment)).endpoints();
            decimal("TRADE_MIN_VALUE_USD", environment.getOrDefault("TRADE_MIN_VALUE_USD", ""));
        } catch (SettingsException | IllegalArgumentException e) {
            throw new WrongCallException(e.getMessage());
        }
    }

    private static void decimal(String name, String text) {
        try {
            if (text.isBlank() || new BigDecimal(text.trim()).signum() >= 0) {
                return;
            }
        } catch (NumberFormatException e) {
            // said below, like a negative one
        }
        throw new WrongCallException(name + " must be a decimal of 0 or more, not " + text);
    }
}
