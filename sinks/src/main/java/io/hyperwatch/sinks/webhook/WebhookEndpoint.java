package io.hyperwatch.sinks.webhook;

import io.hyperwatch.sinks.Variables;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import okhttp3.HttpUrl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One receiver: its URL and the secrets that sign for it. Only its name may be shown. */
final class WebhookEndpoint {

    private static final Pattern IP_LITERAL = Pattern.compile("[0-9.]+|.*:.*");
    private static final String ANY_OF_SEVERAL = "\\|";

    private final String name;
    private final HttpUrl url;
    private final List<Webhook> signers;

    private WebhookEndpoint(String name, HttpUrl url, List<Webhook> signers) {
        this.name = name;
        this.url = url;
        this.signers = signers;
    }

    /**
     * Reads both variables; none of their values shows in a message.
     *
     * @throws IllegalArgumentException one sentence naming the variable and the entry that is wrong
     */
    static List<WebhookEndpoint> resolve(
            String urlsVariable, String secretVariable, boolean allowPrivate) {
        List<String> urls = entries(urlsVariable);
        if (urls.isEmpty()) {
            return List.of();
        }
        List<String> secrets = entries(secretVariable);
        if (secrets.size() != 1 && secrets.size() != urls.size()) {
            throw new IllegalArgumentException(
                    "%s must hold one secret for all or one for each of the %d entries of %s, not %d."
                            .formatted(secretVariable, urls.size(), urlsVariable, secrets.size()));
        }
        List<WebhookEndpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            int secret = secrets.size() == 1 ? 0 : i;
            endpoints.add(
                    new WebhookEndpoint(
                            "webhook-" + (i + 1),
                            url(urls.get(i), entry(urlsVariable, i), allowPrivate),
                            signers(secrets.get(secret), entry(secretVariable, secret))));
        }
        return endpoints;
    }

    private static List<String> entries(String variable) {
        return Variables.read(variable).stream()
                .flatMap(list -> Pattern.compile(",").splitAsStream(list))
                .map(String::trim)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    private static String entry(String variable, int index) {
        return "Entry %d of %s".formatted(index + 1, variable);
    }

    private static HttpUrl url(String text, String entry, boolean allowPrivate) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw new IllegalArgumentException(entry + " is not an http or https URL.");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(entry + " must not hold a user or password.");
        }
        if (allowPrivate) {
            return url;
        }
        if (!url.isHttps()) {
            throw new IllegalArgumentException(
                    entry + " must be https (or set ALERT_WEBHOOK_ALLOW_PRIVATE=true).");
        }
        if (isPrivateLiteral(url.host())) {
            throw new IllegalArgumentException(
                    entry
                            + " is not a public address (set ALERT_WEBHOOK_ALLOW_PRIVATE=true to allow it).");
        }
        return url;
    }

    /** OkHttp asks no resolver about addresses written as numbers, so they are judged here. */
    private static boolean isPrivateLiteral(String host) {
        if (!IP_LITERAL.matcher(host).matches()) {
            return false;
        }
        try {
            return !PublicAddresses.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static List<Webhook> signers(String secrets, String entry) {
        List<Webhook> signers = new ArrayList<>();
        for (String secret : secrets.split(ANY_OF_SEVERAL)) {
            try {
                signers.add(new Webhook(secret.trim()));
            } catch (EmptyWebhookSecretException | IllegalArgumentException e) {
                // Without the cause: its message may quote the secret.
                throw new IllegalArgumentException(
                        entry + " is not a signing secret: whsec_ and base64 are expected.");
            }
        }
        return signers;
    }

    String name() {
        return name;
    }

    HttpUrl url() {
        return url;
    }

    /** One signature a secret, so that a receiver may hold the old or the new one. */
    String sign(String id, long timestampSeconds, String body) {
        return signers.stream()
                .map(signer -> sign(signer, id, timestampSeconds, body))
                .collect(Collectors.joining(" "));
    }

    private static String sign(Webhook signer, String id, long timestampSeconds, String body) {
        try {
            return signer.sign(id, timestampSeconds, body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("webhook body could not be signed", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
