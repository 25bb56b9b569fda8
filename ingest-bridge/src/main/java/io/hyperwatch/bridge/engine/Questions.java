package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.coverage.Backfill;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.util.function.Consumer;

/**
 * What the engine's parts ask of the exchange, each at the cost of its share. Answers are told as
 * null where none came.
 */
record Questions(RestQueue rest) {

    /** Which coins exist, and through which accounts HLP trades. */
    void basics(InfoRequest request, Consumer<Input.Answer> done) {
        rest.submit(request, Share.BASICS, 0, Source.REST, new Whole(done));
    }

    /** What a gap lacks; candles, of which there is one for each coin, come last. */
    void repair(InfoRequest request, Source source, Backfill.Done done) {
        int priority =
                switch (request.type()) {
                    case "userFillsByTime", "userFunding", "userNonFundingLedgerUpdates" -> 0;
                    case "candleSnapshot" -> 5;
                    default -> 1;
                };
        rest.submit(
                request,
                Share.GAP_REPAIR,
                priority,
                source,
                new Whole(answer -> done.ended(answer != null)));
    }

    /** What streams are compared with. */
    void check(InfoRequest request, Consumer<Input.Answer> done) {
        rest.submit(request, Share.CROSS_CHECK, 0, Source.REST, new Whole(done));
    }

    /** An answer that comes in one piece. */
    private record Whole(Consumer<Input.Answer> done) implements RestQueue.Done {

        @Override
        public void answered(RestRequest request, Input.Answer answer) {
            done.accept(answer);
        }

        @Override
        public void failed(RestRequest request, int status, String reason) {
            done.accept(null);
        }
    }
}
