package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.observe.HealthSnapshot;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.rest.VirtualClock;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.testing.RecordingPublisher;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.topics.Topic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** An engine with everything around it, in virtual time and on the test's thread. */
final class EngineRig implements Observer {

    static final String VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df304";
    static final long MS = 1_000_000;
    private static final long START_MS = 1_790_000_000_000L;

    final VirtualClock clock = new VirtualClock();
    final Inbox inbox = new Inbox(1_000_000, clock);
    final StillExchange exchange = new StillExchange();
    final RecordingPublisher publisher = new RecordingPublisher();
    final Map<String, String> values = new HashMap<>();
    final List<CoverageEvent> coverage = new ArrayList<>();
    List<String> problems = List.of();
    Plan plan;
    HealthSnapshot health;
    Engine engine;

    EngineRig() {
        values.putAll(
                Map.of(
                        "POPULAR_COINS", "BTC,ETH",
                        "HLP_VAULT_ADDRESS", VAULT,
                        "BRIDGE_STANDBY", "false",
                        "BRIDGE_BOOK_SIG_FIGS", "0",
                        "BRIDGE_QUEUE_CAPACITY", "1000000"));
        exchange.listener(inbox);
        exchange.answers.put(
                "meta",
                "{\"universe\":[{\"name\":\"BTC\",\"szDecimals\":5},{\"name\":\"ETH\",\"szDecimals\":4}]}");
        exchange.answers.put(
                "vaultDetails",
                """
                {"name":"HLP","vaultAddress":"%s","leader":"%s","portfolio":[["day",{"accountValueHistory":[],"pnlHistory":[]}]],
                 "isClosed":false,"relationship":{"type":"parent","data":{"childAddresses":[]}}}"""
                        .formatted(VAULT, VAULT));
    }

    void start() {
        start(Past.NONE);
    }

    void start(Past past) {
        engine =
                new Engine(
                        BridgeSettings.of(values),
                        inbox,
                        clock,
                        new SplittableRandom(1),
                        new Engine.Outside(exchange, publisher, noRecorder(), this),
                        past);
        // The budget begins almost empty: the first questions take 4 s.
        run(Duration.ofSeconds(6));
    }

    private static Recorder noRecorder() {
        try {
            return Recorder.open(null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes what is there, then does what is due. */
    void work() {
        for (Input input = poll(); input != null; input = poll()) {
            handle(input);
        }
        advance();
    }

    /** Takes one input, as the relay does. */
    boolean step() {
        Input input = poll();
        if (input != null) {
            handle(input);
        }
        advance();
        return input != null;
    }

    private Input poll() {
        try {
            return inbox.poll(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void handle(Input input) {
        try {
            engine.handle(input);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void advance() {
        try {
            engine.advance();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets time pass; sockets that carry asset contexts are kept from looking dead. */
    void run(Duration span) {
        long end = clock.nanos() + span.toNanos();
        long alive = clock.nanos();
        work();
        while (clock.nanos() < end) {
            long next = Math.min(engine.dueNanos(), alive + 1_000 * MS);
            clock.to(Math.min(end, Math.max(clock.nanos() + 1_000, next)));
            if (clock.nanos() - alive >= 1_000 * MS) {
                alive = clock.nanos();
                exchange.sockets.keySet().forEach(this::context);
            }
            work();
        }
    }

    void context(int connection) {
        exchange.frame(
                connection,
                """
                {"channel":"activeAssetCtx","data":{"coin":"BTC","ctx":{"funding":"0.0000125","openInterest":"688.11",\
                "prevDayPx":"15.322","dayNtlVlm":"1169046.29","premium":"0.0003","oraclePx":"14.32","markPx":"14.3161",\
                "midPx":"14.314","impactPxs":["14.3047","14.3444"],"dayBaseVlm":"0"}}}""");
    }

    /** The same trade always has the same time. */
    String trades(String coin, long... tids) {
        StringBuilder frame = new StringBuilder("{\"channel\":\"trades\",\"data\":[");
        for (int i = 0; i < tids.length; i++) {
            frame.append(i == 0 ? "" : ",")
                    .append(
                            """
                            {"coin":"%s","side":"B","px":"66373.0","sz":"0.5","time":%d,"hash":"0x0000","tid":%d,"users":["%s","%s"]}"""
                                    .formatted(coin, START_MS + tids[i], tids[i], VAULT, VAULT));
        }
        return frame.append("]}").toString();
    }

    /** Number of the socket that carries a stream. */
    List<Integer> carrying(String stream) {
        return exchange.sockets.entrySet().stream()
                .filter(e -> e.getValue().contains(stream))
                .map(Map.Entry::getKey)
                .toList();
    }

    List<Envelope> records(Topic topic) {
        return publisher.events(topic);
    }

    List<Envelope> ticks() {
        return publisher.all().stream().filter(Envelope::isTick).toList();
    }

    @Override
    public void relayed(Input input, Normalized normalized) {
        // The publisher has what there is to see.
    }

    @Override
    public void wrote(Envelope record) {
        // The publisher has what there is to see.
    }

    @Override
    public void ticked(int partitions) {
        // The publisher has what there is to see.
    }

    @Override
    public void called(RestRequest request, Share share, int status, long tookNanos, int weight) {
        // The exchange has what there is to see.
    }

    @Override
    public void disconnected(String cause) {
        // The coverage has what there is to see.
    }

    @Override
    public void refusedStream(Subscription subscription) {
        // No stream is refused here.
    }

    @Override
    public void reported(HealthSnapshot snapshot) {
        health = snapshot;
    }

    @Override
    public void covered(CoverageEvent event) {
        coverage.add(event);
    }

    @Override
    public void planned(Plan now) {
        plan = now;
    }

    @Override
    public void refused(List<String> found) {
        problems = found;
    }
}
