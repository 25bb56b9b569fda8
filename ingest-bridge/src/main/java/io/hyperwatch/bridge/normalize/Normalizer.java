package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.bridge.wire.WireFrame;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns inputs into Kafka records. A pure state machine: no clock, no I/O; the same inputs in the
 * same order give byte-identical records. Never throws: what it cannot understand becomes a dead
 * letter.
 */
public final class Normalizer {

    private static final Logger LOG = LoggerFactory.getLogger(Normalizer.class);

    private final Watchlist watchlist;
    private final Stamper stamper;
    private final TradeMerger trades;
    private final AccountReaders accounts = new AccountReaders();
    private final Map<String, Reader> channels = new HashMap<>();
    private final Map<String, Reader> answers = new HashMap<>();

    /**
     * @param epochMs start of the bridge, first half of every sequence
     */
    public Normalizer(long epochMs, Watchlist watchlist) {
        this(epochMs, watchlist, null);
    }

    /**
     * @param epochMs start of the bridge, first half of every sequence
     * @param coveredUntilMs exchange time up to which the log of an earlier run is complete, null
     *     where there is none
     */
    public Normalizer(long epochMs, Watchlist watchlist, Long coveredUntilMs) {
        this.watchlist = watchlist;
        this.stamper = new Stamper(epochMs);
        this.trades = new TradeMerger(coveredUntilMs);
        Trades tradeReaders = new Trades(trades);
        channels.putAll(MarketReaders.channels());
        channels.putAll(accounts.channels());
        channels.put("trades", tradeReaders::read);
        answers.put("recentTrades", tradeReaders::readRecent);
        channels.put("pong", in -> in.control(new Control.Pong()));
        channels.put("subscriptionResponse", this::readAcknowledgement);
        channels.put("error", in -> in.control(refused(in)));
        answers.putAll(MarketReaders.answers());
        answers.putAll(accounts.answers());
    }

    public Normalized normalize(Input input) {
        Reading reading = new Reading(input, watchlist);
        Output out = new Output();
        trades.expire(input.receivedAtMs()).forEach(out::add);
        if (input instanceof Input.Frame frame) {
            trades.heard(frame.connection(), frame.receivedAtMs());
        } else if (input instanceof Input.Closed closed) {
            trades.closed(closed.connection());
            accounts.socketUsers().forget(closed.connection());
        }
        try {
            if (input instanceof Input.Frame frame) {
                readFrame(frame, reading);
            } else if (input instanceof Input.Answer answer) {
                readAnswer(answer, reading);
            } else if (input instanceof Input.Unreadable unreadable) {
                reading.from(unreadable.origin());
                throw new MalformedFrameException(Fault.BAD_VALUE, unreadable.reason());
            } else if (input instanceof Input.NodeLine line) {
                reading.from("node:" + line.file());
                reading.reads(null, WireJson.parse(line.text()));
                accounts.nodeLines().read(reading);
            }
        } catch (MalformedFrameException e) {
            if (e.fault() == Fault.NOT_JSON) {
                reading.notJson();
            }
            reading.out().deadLetter(e, reading.text(), 0);
        } catch (RuntimeException e) {
            LOG.error("a defect of the bridge made an input unreadable", e);
            reading.out()
                    .deadLetter(
                            new MalformedFrameException(Fault.INTERNAL, "unreadable: " + e),
                            reading.text(),
                            0);
        }
        out.add(input, reading.drafts());
        reading.notices().forEach(out.notices::add);
        reading.releases().forEach(out::add);
        return new Normalized(
                out.records,
                out.events,
                out.notices,
                out.faults,
                out.duplicates + reading.duplicates(),
                reading.stream(),
                reading.control(),
                reading.isJson());
    }

    /**
     * Time of receipt of the oldest input whose records have not been handed out yet; {@link
     * Long#MAX_VALUE} for none.
     */
    public long oldestWaitingMs() {
        return trades.oldestWaitingMs();
    }

    /** The control record that says which trades of a coin may be missing for good. */
    public List<Envelope> gap(String coin, long fromMs, long toMs, long nowMs) {
        return stamper.stamp(ownInput(nowMs), List.of(Draft.gap(coin, fromMs, toMs)));
    }

    /**
     * Leaves out the sequences of records that a recording does not hold, such as those of a node's
     * lines.
     */
    public void skip(long records) {
        stamper.skip(records);
    }

    /** A record the bridge itself makes. */
    public List<Envelope> own(Topic topic, String key, Object event, long nowMs) {
        Drafts drafts = new Drafts("bridge", nowMs);
        drafts.event(topic, key, event, nowMs, 0, false);
        return stamper.stamp(ownInput(nowMs), drafts.list());
    }

    private static Input ownInput(long nowMs) {
        return new Input.Opened(nowMs, 0);
    }

    /** Everything that goes out because of one input. */
    private final class Output {
        private final List<Envelope> records = new ArrayList<>();
        private final List<Object> events = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private int duplicates;

        void add(TradeMerger.Release release) {
            add(release.input(), release.drafts());
            duplicates += release.duplicates();
            if (release.notice() != null) {
                notices.add(release.notice());
            }
        }

        void add(Input of, List<Draft> drafts) {
            records.addAll(stamper.stamp(of, drafts));
            for (Draft draft : drafts) {
                if (draft.isEvent()) {
                    events.add(draft.event());
                } else if (draft.fault() != null) {
                    faults.add(draft.fault());
                }
            }
        }
    }

    private void readFrame(Input.Frame input, Reading reading) throws MalformedFrameException {
        if (input.text().equals(WireFrame.GREETING)) {
            reading.notJson();
            reading.control(new Control.Greeting());
            return;
        }
        WireFrame frame = WireFrame.parse(input.text());
        reading.from("ws:" + frame.channel());
        reading.reads(null, frame.data());
        Reader reader = channels.get(frame.channel());
        if (reader == null) {
            throw new MalformedFrameException(
                    Fault.UNKNOWN_CHANNEL,
                    "channel: not one the bridge subscribes to: " + frame.channel());
        }
        reader.read(reading);
    }

    private void readAnswer(Input.Answer answer, Reading reading) throws MalformedFrameException {
        JsonNode request = WireJson.parse(answer.request());
        String type = request.path("type").asText();
        reading.from("rest:" + type);
        reading.reads(request, WireJson.parse(answer.response()));
        watchlist.learn(request, reading.data());
        Reader reader = answers.get(type);
        if (reader != null) {
            reader.read(reading);
        }
    }

    private void readAcknowledgement(Reading in) throws MalformedFrameException {
        Control.Acknowledged acknowledged = acknowledged(in);
        in.control(acknowledged);
        JsonNode subscription = acknowledged.subscription();
        accounts.socketUsers().learn(in.connection(), acknowledged.method(), subscription);
        if (subscription.path("type").asText().equals("trades")) {
            trades.subscribed(in.connection(), subscription.path("coin").asText());
        }
    }

    private static Control.Acknowledged acknowledged(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), "data");
        data.object("subscription").text("type");
        return new Control.Acknowledged(data.text("method"), in.data().get("subscription"));
    }

    private static Control refused(Reading in) throws MalformedFrameException {
        if (in.data() == null || !in.data().isTextual()) {
            throw new MalformedFrameException(Fault.WRONG_TYPE, "data: text expected");
        }
        return new Control.Refused(in.data().textValue());
    }
}
