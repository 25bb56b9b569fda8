package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.topics.HeaderNames;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static io.hyperwatch.bridge.normalize.Frames.fill;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.trade;
import static io.hyperwatch.bridge.normalize.Frames.trades;
import static io.hyperwatch.bridge.normalize.Frames.userFills;
import static org.assertj.core.api.Assertions.assertThat;

class NormalizerTest {

    private static final List<Input> INPUTS =
            List.of(
                    new Input.Frame(RECEIVED, 1, "Websocket connection established."),
                    Frames.answer(
                            RECEIVED,
                            "{\"type\":\"meta\"}",
                            "{\"universe\":[{\"name\":\"BTC\",\"szDecimals\":5}]}"),
                    new Input.Frame(RECEIVED + 1, 1, trades(trade(1), trade(2))),
                    new Input.Frame(RECEIVED + 1, 1, "garbage"),
                    new Input.Frame(
                            RECEIVED + 2,
                            2,
                            userFills(
                                    VICTIM,
                                    "\"isSnapshot\":true,",
                                    fill("BTC", "B", "Open Long", 3, ""))),
                    new Input.Closed(RECEIVED + 3, 1, 1006, ""),
                    new Input.Frame(RECEIVED + 3, 2, trades(trade(4))));

    private static List<Envelope> run() {
        Normalizer normalizer = Frames.normalizer();
        return INPUTS.stream().flatMap(in -> normalizer.normalize(in).records().stream()).toList();
    }

    @Test
    void theSameInputsGiveTheSameBytes() {
        assertThat(run()).isEqualTo(run()).hasSize(8);
    }

    @Test
    void sequencesRiseOverEverythingAndFramesAreCounted() {
        List<Envelope> records = run();

        assertThat(records)
                .extracting(r -> Sequence.parse(r.header(HeaderNames.SEQUENCE).orElseThrow()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(records)
                .extracting(r -> r.header(HeaderNames.FRAME).orElseThrow())
                .containsExactly("2", "3", "3", "4", "5", "5", "7", "7");
        assertThat(records)
                .extracting(r -> r.header(HeaderNames.CONNECTION).orElseThrow())
                .containsExactly("0", "1", "1", "1", "2", "2", "2", "2");
    }

    @Test
    void theGreetingIsNoDeadLetter() {
        Normalized normalized = normalize("Websocket connection established.");

        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.control()).isInstanceOf(Control.Greeting.class);
        assertThat(normalized.json()).isFalse();
    }

    @Test
    void aPongIsNoDeadLetter() {
        Normalized normalized = normalize("{\"channel\":\"pong\"}");

        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.control()).isInstanceOf(Control.Pong.class);
    }

    @Test
    void answersToSubscriptionsAreHandedOn() {
        Normalized normalized =
                normalize(
                        "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"subscribe\",\"subscription\":{\"type\":\"trades\",\"coin\":\"BTC\"}}}");

        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.control())
                .isInstanceOfSatisfying(
                        Control.Acknowledged.class,
                        ack -> {
                            assertThat(ack.method()).isEqualTo("subscribe");
                            assertThat(ack.subscription().get("coin").asText()).isEqualTo("BTC");
                        });
    }

    @Test
    void errorsOfTheExchangeAreHandedOn() {
        Normalized normalized =
                normalize(
                        "{\"channel\":\"error\",\"data\":\"Cannot track more than 10 total users.\"}");

        assertThat(normalized.records()).isEmpty();
        assertThat(normalized.control())
                .isEqualTo(new Control.Refused("Cannot track more than 10 total users."));
    }

    @Test
    void withAllCoinsTheAnswerToMetaSaysWhichThereAre() {
        Normalizer normalizer =
                new Normalizer(Frames.EPOCH, new Watchlist(Set.of(), true, Frames.HLP, Set.of()));
        Input frame = new Input.Frame(RECEIVED, 1, trades(trade(1)));

        assertThat(normalizer.normalize(frame).faults()).hasSize(1);
        normalizer.normalize(INPUTS.get(1));
        assertThat(normalizer.normalize(frame).faults()).isEmpty();
    }
}
