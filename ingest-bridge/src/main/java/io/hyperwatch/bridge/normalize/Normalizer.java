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

import java.util.List;

/**
 * Turns inputs into Kafka records. A pure state machine: no clock, no I/O; the same inputs in the
 * same order give byte-identical records. Never throws: what it cannot understand becomes a dead
 * letter.
 */
public final class Normalizer {

    private static final Logger LOG = LoggerFactory.getLogger(Normalizer.class);

    private final Watchlist watchlist;
    private final Stamper stamper;

    /**
     * @param epochMs start of the bridge, first half of every sequence
     */
    public Normalizer(long epochMs, Watchlist watchlist) {
        this.watchlist = watchlist;
        this.stamper = new Stamper(epochMs);
    }

    public Normalized normalize(Input input) {
        Reading reading = new Reading();
        try {
            if (input instanceof Input.Frame frame) {
                readFrame(frame, reading);
            } else if (input instanceof Input.Answer answer) {
                readAnswer(answer, reading);
            }
        } catch (MalformedFrameException e) {
            reading.json = e.fault() != Fault.NOT_JSON;
            reading.drafts(input).deadLetter(e, text(input), 0);
        } catch (RuntimeException e) {
            LOG.error("a defect of the bridge made an input unreadable", e);
            reading.drafts(input)
                    .deadLetter(
                            new MalformedFrameException(Fault.INTERNAL, "unreadable: " + e),
                            text(input),
                            0);
        }
        List<Draft> drafts = reading.drafts == null ? List.of() : reading.drafts.list();
        List<Envelope> records = stamper.stamp(input, drafts);
        List<Fault> faults =
                drafts.stream().filter(d -> d.fault() != null).map(Draft::fault).toList();
        return new Normalized(records, faults, reading.stream, reading.control, reading.json);
    }

    private void readFrame(Input.Frame input, Reading reading) throws MalformedFrameException {
        if (input.text().equals(WireFrame.GREETING)) {
            reading.json = false;
            reading.control = new Control.Greeting();
            return;
        }
        WireFrame frame = WireFrame.parse(input.text());
        reading.origin = "ws:" + frame.channel();
        long receivedAtMs = input.receivedAtMs();
        switch (frame.channel()) {
            case "trades" -> {
                reading.stream(frame, firstCoin(frame.data()));
                Trades.read(frame, receivedAtMs, watchlist, reading.drafts(input));
            }
            case "bbo" -> {
                reading.stream(frame, text(frame.data(), "coin"));
                Prices.readBbo(frame, receivedAtMs, watchlist, reading.drafts(input));
            }
            case "allMids" -> {
                reading.stream(frame, text(frame.data(), "dex"));
                Prices.readMids(frame, receivedAtMs, watchlist, reading.drafts(input));
            }
            case "activeAssetCtx", "activeSpotAssetCtx" -> {
                boolean spot = frame.channel().equals("activeSpotAssetCtx");
                String coin = text(frame.data(), "coin");
                reading.stream = coin == null ? null : "activeAssetCtx:" + coin;
                Prices.readContext(frame, receivedAtMs, watchlist, spot, reading.drafts(input));
            }
            case "userFills" -> {
                reading.stream(frame, text(frame.data(), "user"));
                Fills.read(frame, receivedAtMs, watchlist, reading.drafts(input));
            }
            case "pong" -> reading.control = new Control.Pong();
            case "subscriptionResponse" -> reading.control = acknowledged(frame);
            case "error" -> reading.control = refused(frame);
            default ->
                    throw new MalformedFrameException(
                            Fault.UNKNOWN_CHANNEL,
                            "channel: not one the bridge subscribes to: " + frame.channel());
        }
    }

    private void readAnswer(Input.Answer answer, Reading reading) throws MalformedFrameException {
        JsonNode request = WireJson.parse(answer.request());
        reading.origin = "rest:" + request.path("type").asText();
        watchlist.learn(request, WireJson.parse(answer.response()));
    }

    private static Control acknowledged(WireFrame frame) throws MalformedFrameException {
        Fields data = Fields.of(frame.data(), "data");
        data.object("subscription").text("type");
        return new Control.Acknowledged(data.text("method"), frame.data().get("subscription"));
    }

    private static Control refused(WireFrame frame) throws MalformedFrameException {
        if (frame.data() == null || !frame.data().isTextual()) {
            throw new MalformedFrameException(Fault.WRONG_TYPE, "data: text expected");
        }
        return new Control.Refused(frame.data().textValue());
    }

    private static String firstCoin(JsonNode data) {
        return data == null ? null : text(data.path(0), "coin");
    }

    private static String text(JsonNode node, String field) {
        return node == null ? null : node.path(field).textValue();
    }

    private static String text(Input input) {
        return input instanceof Input.Frame frame
                ? frame.text()
                : ((Input.Answer) input).response();
    }

    /** What is known about the input so far; filled as far as reading gets. */
    private static final class Reading {
        private String origin = "ws";
        private String stream;
        private Control control;
        private boolean json = true;
        private Drafts drafts;

        Drafts drafts(Input input) {
            if (drafts == null) {
                drafts = new Drafts(origin, input.receivedAtMs());
            }
            return drafts;
        }

        void stream(WireFrame frame, String subject) {
            stream = subject == null ? frame.channel() : frame.channel() + ":" + subject;
        }
    }
}
