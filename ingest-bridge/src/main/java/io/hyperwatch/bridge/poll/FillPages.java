package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.RowScan;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the fills of a span, page by page. A full page is followed by one that starts at its last
 * time: it repeats the fills of that millisecond, but loses none.
 */
final class FillPages implements RestQueue.Done {

    /** Told once. */
    interface Ended {
        /**
         * @param newestMs exchange time of the newest fill, null where there was none
         * @param complete whether the span was read to its end
         */
        void ended(Long newestMs, boolean complete);
    }

    private static final Logger LOG = LoggerFactory.getLogger(FillPages.class);

    /** The exchange gives the latest 10,000 fills; one more page for fills that come meanwhile. */
    private static final int MAX_PAGES = 6;

    private final RestQueue queue;
    private final String user;
    private final Long untilMs;
    private final Share share;
    private final int priority;
    private final Source source;
    private final Ended ended;
    private long fromMs;
    private Long newestMs;
    private int pages;

    private FillPages(
            RestQueue queue,
            String user,
            long fromMs,
            Long untilMs,
            Share share,
            int priority,
            Source source,
            Ended ended) {
        this.queue = queue;
        this.user = user;
        this.fromMs = fromMs;
        this.untilMs = untilMs;
        this.share = share;
        this.priority = priority;
        this.source = source;
        this.ended = ended;
    }

    /**
     * Submits the first page.
     *
     * @param untilMs null for now
     */
    static void fetch(
            RestQueue queue,
            String user,
            long fromMs,
            Long untilMs,
            Share share,
            int priority,
            Source source,
            Ended ended) {
        new FillPages(queue, user, fromMs, untilMs, share, priority, source, ended).ask();
    }

    private void ask() {
        pages++;
        queue.submit(
                InfoRequest.userFillsByTime(user, fromMs, untilMs), share, priority, source, this);
    }

    @Override
    public void answered(RestRequest request, Input.Answer answer) {
        RowScan page = RowScan.of(answer.response());
        if (page == null) {
            ended.ended(newestMs, false);
            return;
        }
        if (page.newestMs() != null) {
            newestMs = newestMs == null ? page.newestMs() : Math.max(newestMs, page.newestMs());
        }
        if (page.rows() < InfoRequest.MAX_FILLS || page.newestMs() == null) {
            ended.ended(newestMs, true);
        } else if (pages == MAX_PAGES) {
            LOG.warn("{}: more fills since {} than {} pages hold", user, fromMs, pages);
            ended.ended(newestMs, false);
        } else {
            fromMs = next(page.newestMs());
            ask();
        }
    }

    private long next(long lastMs) {
        if (lastMs > fromMs) {
            return lastMs;
        }
        LOG.warn("{}: a page is full of fills of {}; the rest of them is lost", user, lastMs);
        return fromMs + 1;
    }

    @Override
    public void failed(RestRequest request, int status, String reason) {
        ended.ended(newestMs, false);
    }
}
