package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.bridge.wire.WireFrame;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private final Map<String, Reader> channels = new HashMap<>();
    private final Map<String, Reader> answers = new HashMap<>();

    /**
     * @param epochMs start of the bridge, first half of every sequence
     */
    public Normalizer(long epochMs, Watchlist watchlist) {
        this.watchlist = watchlist;
        this.stamper = new Stamper(epochMs);
        channels.putAll(MarketReaders.channels());
        channels.putAll(AccountReaders.channels());
        channels.put("trades", Trades::read);
        channels.put("pong", in -> in.control(new Control.Pong()));
        channels.put("subscriptionResponse", in -> in.control(acknowledged(in)));
        channels.put("error", in -> in.control(refused(in)));
        answers.putAll(MarketReaders.answers());
        answers.putAll(AccountReaders.answers());
    }

    public Normalized normalize(Input input) {
        Reading reading = new Reading(input, watchlist);
        try {
            if (input instanceof Input.Frame frame) {
                readFrame(frame, reading);
            } else if (input instanceof Input.Answer answer) {
                readAnswer(answer, reading);
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
        List<Draft> drafts = reading.drafts();
        List<Envelope> records = stamper.stamp(input, drafts);
        return new Normalized(
                records,
                drafts.stream().filter(Draft::isEvent).map(Draft::event).toList(),
                reading.notices(),
                drafts.stream().filter(d -> d.fault() != null).map(Draft::fault).toList(),
                reading.stream(),
                reading.control(),
                reading.isJson());
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

    private static Control acknowledged(Reading in) throws MalformedFrameException {
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
