package io.hyperwatch.bridge.rest;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * {@code POST /info}. Stays within the weight the exchange allows an IP, and retries what may
 * succeed later (429, 5xx, broken connections), never what is our fault (other 4xx).
 */
public final class InfoClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InfoClient.class);

    private static final MediaType JSON = MediaType.get("application/json");

    /** 80 % of 1,200; with the burst of 240 no minute exceeds 1,200. */
    private static final int WEIGHT_PER_MINUTE = 960;

    private static final int WEIGHT_BURST = 240;

    /** The largest answer known, {@code metaAndAssetCtxs}, has 275 kB. */
    private static final long MAX_BODY_BYTES = 32L * 1024 * 1024;

    private static final int TOO_MANY_REQUESTS = 429;

    private final OkHttpClient http;
    private final URI infoUrl;
    private final MeterRegistry metrics;
    private final Bucket weights =
            Bucket.builder()
                    .addLimit(
                            limit ->
                                    limit.capacity(WEIGHT_BURST)
                                            .refillGreedy(WEIGHT_PER_MINUTE, Duration.ofMinutes(1)))
                    .build();
    private final RetryPolicy<String> retries;

    /**
     * @param infoUrl ends in {@code /info}
     */
    public InfoClient(URI infoUrl, MeterRegistry metrics) {
        this(infoUrl, metrics, Duration.ofMillis(500));
    }

    InfoClient(URI infoUrl, MeterRegistry metrics, Duration firstDelay) {
        this.infoUrl = infoUrl;
        this.metrics = metrics;
        this.http =
                new OkHttpClient.Builder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .readTimeout(Duration.ofSeconds(10))
                        .callTimeout(Duration.ofSeconds(20))
                        .followRedirects(false)
                        .build();
        this.retries =
                RetryPolicy.<String>builder()
                        .handleIf(InfoClient::isTransient)
                        .withBackoff(firstDelay, firstDelay.multipliedBy(16))
                        .withJitter(0.5)
                        .withMaxAttempts(4)
                        .build();
    }

    /**
     * @return the body of a 200 answer, not necessarily JSON
     * @throws IOException when the exchange refused or did not answer, after the retries
     */
    public String post(InfoRequest request) throws IOException, InterruptedException {
        try {
            return Failsafe.with(retries).get(() -> postOnce(request));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private String postOnce(InfoRequest request) throws IOException, InterruptedException {
        weights.asBlocking().consume(request.weight());
        Request post =
                new Request.Builder()
                        .url(infoUrl.toString())
                        .post(RequestBody.create(request.json(), JSON))
                        .build();
        String outcome = "failed";
        try (Response response = http.newCall(post).execute()) {
            outcome = Integer.toString(response.code());
            if (response.code() != 200) {
                throw new InfoException(response.code(), request.type());
            }
            return body(response.body().source(), request);
        } catch (IOException e) {
            LOG.debug("{}: {}", request.type(), e.toString());
            throw e;
        } finally {
            metrics.counter(
                            "hyperwatch.bridge.rest.requests",
                            "type",
                            request.type(),
                            "outcome",
                            outcome)
                    .increment();
        }
    }

    /** Counted after decompression, so that a small answer cannot become a large one. */
    private static String body(BufferedSource source, InfoRequest request) throws IOException {
        if (source.request(MAX_BODY_BYTES + 1)) {
            throw new IOException(request.type() + ": answer of more than 32 MiB");
        }
        return source.getBuffer().readString(StandardCharsets.UTF_8);
    }

    private static boolean isTransient(Throwable failure) {
        if (failure instanceof InfoException refused) {
            return refused.status() == TOO_MANY_REQUESTS || refused.status() >= 500;
        }
        return failure instanceof IOException;
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
