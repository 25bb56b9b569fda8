package io.hyperwatch.bridge.transport;

import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * HTTP calls, answered on threads of its own. A call is made once; retries are others' business.
 */
final class HttpCalls {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCalls.class);
    private static final MediaType JSON = MediaType.get("application/json");
    private static final int MAX_CALLS = 32;
    private static final int SHOWN_OF_REFUSAL = 200;
    private static final int IDLE_THREAD_SECONDS = 30;

    private final TransportListener listener;
    private final Limits limits;
    private final OkHttpClient http;
    private final OkHttpClient large;
    private volatile boolean closed;

    /**
     * @param call from start to the end of the answer
     * @param largeCall the same for answers handed over in parts; waiting of the listener counts
     * @param body bytes of an answer after decompression
     * @param largeBody the same for answers handed over in parts
     */
    record Limits(Duration call, Duration largeCall, long body, long largeBody) {

        /** The largest answer known but the leaderboard, which has 25 to 35 MB, has 1 MB. */
        static final Limits DEFAULT =
                new Limits(
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(28),
                        32L * 1024 * 1024,
                        256L * 1024 * 1024);
    }

    HttpCalls(TransportListener listener, Limits limits, ThreadFactory threads) {
        this.listener = listener;
        this.limits = limits;
        Dispatcher dispatcher =
                new Dispatcher(
                        new ThreadPoolExecutor(
                                0,
                                MAX_CALLS,
                                IDLE_THREAD_SECONDS,
                                TimeUnit.SECONDS,
                                new SynchronousQueue<>(),
                                threads));
        dispatcher.setMaxRequests(MAX_CALLS);
        dispatcher.setMaxRequestsPerHost(MAX_CALLS);
        this.http =
                new OkHttpClient.Builder()
                        .dispatcher(dispatcher)
                        .connectTimeout(Duration.ofSeconds(5))
                        .readTimeout(Duration.ofSeconds(10))
                        .callTimeout(limits.call())
                        .followRedirects(false)
                        .followSslRedirects(false)
                        // A silent second attempt would cost weight nobody counts.
                        .retryOnConnectionFailure(false)
                        .build();
        this.large = http.newBuilder().callTimeout(limits.largeCall()).build();
    }

    void call(RestCall call) {
        if (closed) {
            return;
        }
        Request.Builder request = new Request.Builder().url(call.url().toString());
        if (call.body() != null) {
            request.post(RequestBody.create(call.body(), JSON));
        }
        OkHttpClient client = call.rowsField() == null ? http : large;
        client.newCall(request.build())
                .enqueue(
                        new Callback() {
                            @Override
                            public void onFailure(Call made, IOException e) {
                                tell(() -> listener.failed(call, 0, e.toString()));
                            }

                            @Override
                            public void onResponse(Call made, Response response) {
                                tell(() -> read(call, response));
                            }
                        });
    }

    private void read(RestCall call, Response response) throws InterruptedException {
        int status = response.code();
        String problem;
        try (response) {
            BufferedSource source = response.body().source();
            if (status != 200) {
                problem = refusal(source);
            } else if (call.rowsField() == null) {
                answer(call, source);
                return;
            } else {
                RowParts parts = new RowParts(call.rowsField(), limits.largeBody());
                parts.read(
                        source.inputStream(), (part, last) -> listener.answered(call, part, last));
                return;
            }
        } catch (IOException e) {
            status = 0;
            problem = e.toString();
        }
        listener.failed(call, status, problem);
    }

    /** Counted after decompression, so that a small answer cannot become a large one. */
    private void answer(RestCall call, BufferedSource source)
            throws IOException, InterruptedException {
        if (source.request(limits.body() + 1)) {
            throw new IOException("answer of more than " + limits.body() + " bytes");
        }
        listener.answered(call, source.getBuffer().readString(StandardCharsets.UTF_8), true);
    }

    private static String refusal(BufferedSource source) {
        try {
            source.request(SHOWN_OF_REFUSAL);
            long bytes = Math.min(SHOWN_OF_REFUSAL, source.getBuffer().size());
            return source.getBuffer().readString(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void tell(Telling what) {
        if (closed) {
            return;
        }
        try {
            what.tell();
        } catch (InterruptedException e) {
            LOG.debug("interrupted while telling");
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
        http.dispatcher().cancelAll();
        ((ThreadPoolExecutor) http.dispatcher().executorService()).shutdownNow();
        http.connectionPool().evictAll();
    }

    private interface Telling {
        void tell() throws InterruptedException;
    }
}
