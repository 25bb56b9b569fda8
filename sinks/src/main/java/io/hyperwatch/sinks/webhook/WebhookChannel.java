package io.hyperwatch.sinks.webhook;

import io.hyperwatch.sinks.delivery.AlertChannel;
import io.hyperwatch.sinks.delivery.DeliverySettings;

import java.time.Duration;
import java.util.List;

/** Alerts as signed HTTP posts, Standard Webhooks 1.0.0; the alert id is the webhook's id. */
public final class WebhookChannel implements AlertChannel {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final String urlsVariable;
    private final String secretVariable;
    private final boolean allowPrivateAddresses;
    private final Duration timeout;

    public WebhookChannel(DeliverySettings settings) {
        this(settings, TIMEOUT);
    }

    WebhookChannel(DeliverySettings settings, Duration timeout) {
        this.urlsVariable = settings.webhookUrlsVariable();
        this.secretVariable = settings.webhookSecretVariable();
        this.allowPrivateAddresses = settings.allowPrivateAddresses();
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<String> endpoints() {
        return resolve().stream().map(WebhookEndpoint::name).toList();
    }

    @Override
    public Sender open() {
        return new WebhookSender(resolve(), allowPrivateAddresses, timeout);
    }

    private List<WebhookEndpoint> resolve() {
        return WebhookEndpoint.resolve(urlsVariable, secretVariable, allowPrivateAddresses);
    }
}
