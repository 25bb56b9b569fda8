package io.hyperwatch.sinks.webhook;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.sinks.delivery.AlertChannel;
import io.hyperwatch.sinks.delivery.Answer;

import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.net.ssl.SSLException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Posts alerts as Standard Webhooks 1.0.0. One request an attempt: no redirect is followed, nothing
 * is repeated by the client, no proxy stands between, since it would resolve names by itself.
 */
final class WebhookSender implements AlertChannel.Sender {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MAX_REQUESTS = 64;
    private static final int MAX_REQUESTS_PER_HOST = 16;

    private final Map<String, WebhookEndpoint> endpoints;
    private final OkHttpClient client;

    WebhookSender(List<WebhookEndpoint> endpoints, boolean allowPrivate, Duration timeout) {
        this.endpoints =
                endpoints.stream()
                        .collect(Collectors.toMap(WebhookEndpoint::name, Function.identity()));
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS_PER_HOST);
        this.client =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .dns(allowPrivate ? Dns.SYSTEM : new PublicAddresses())
                        .proxy(Proxy.NO_PROXY)
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .callTimeout(timeout)
                        .connectTimeout(timeout)
                        .readTimeout(timeout)
                        .writeTimeout(timeout)
                        .build();
    }

    @Override
    public CompletableFuture<Answer> send(Alert alert, String endpointName, long nowMs) {
        WebhookEndpoint endpoint = endpoints.get(endpointName);
        if (endpoint == null) {
            return CompletableFuture.completedFuture(
                    Answer.stop(null, "endpoint is no longer configured"));
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        client.newCall(request(alert, endpoint, nowMs)).enqueue(new AnswerTo(answer, nowMs));
        return answer;
    }

    private static Request request(Alert alert, WebhookEndpoint endpoint, long nowMs) {
        String body = WebhookBody.of(alert);
        long seconds = nowMs / 1000;
        return new Request.Builder()
                .url(endpoint.url())
                .header("webhook-id", alert.alertId())
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", endpoint.sign(alert.alertId(), seconds, body))
                .header("User-Agent", "hyperwatch")
                .post(new JsonOnce(body.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** What went wrong, without host names and addresses. */
    private static String sentence(IOException e) {
        if (e instanceof PublicAddresses.NotPublicException) {
            return "host is not a public address";
        }
        if (e instanceof UnknownHostException) {
            return "host name does not resolve";
        }
        if (e instanceof InterruptedIOException) {
            return "no answer in time";
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        return e instanceof SSLException ? "TLS failed" : "connection broke";
    }

    private record AnswerTo(CompletableFuture<Answer> answer, long sentAtMs) implements Callback {

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                Answer read = WebhookAnswers.of(response, sentAtMs);
                drain(response);
                answer.complete(read);
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }

        @Override
        public void onFailure(Call call, IOException e) {
            answer.complete(Answer.retry(null, sentence(e), null));
        }

        /** A small answer is read to its end so that the connection can be used again. */
        private static void drain(Response response) {
            try {
                response.body().byteStream().readNBytes(MAX_ANSWER_BYTES);
            } catch (IOException e) {
                LOG.debug("answer broke off after its status: {}", e.getClass().getSimpleName());
            }
        }
    }

    /** A body that OkHttp does not send again by itself, as it would after some statuses. */
    private static final class JsonOnce extends RequestBody {

        private static final MediaType JSON = MediaType.get("application/json");

        private final byte[] bytes;

        JsonOnce(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }
}
