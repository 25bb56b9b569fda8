package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RiskReadings;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.feed.FeedStaleRule;
import io.hyperwatch.patterns.feed.StreamName;
import io.hyperwatch.patterns.funding.EstimateTaken;
import io.hyperwatch.patterns.funding.ExtremeFundingRule;
import io.hyperwatch.patterns.funding.FundingEstimates;
import io.hyperwatch.patterns.funding.FundingObservation;
import io.hyperwatch.patterns.hosts.FeedRulesFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.midjump.MidJumpRule;
import io.hyperwatch.patterns.oracle.OracleDeviationRule;
import io.hyperwatch.patterns.reference.ReferenceDeviationRule;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.vault.VaultLossRule;
import io.hyperwatch.patterns.wallpull.WallWatchRule;
import io.hyperwatch.topics.Topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@link RiskLoop} does with each topic: the rules of the risk topology, called directly. */
final class RiskStages {

    /** The topics that the risk topology reads. */
    static final List<Topic> TOPICS =
            List.of(
                    Topic.TRADES,
                    Topic.PRICES,
                    Topic.BOOKS,
                    Topic.FILLS,
                    Topic.FUNDING_RATES,
                    Topic.USER_FUNDINGS,
                    Topic.VAULTS,
                    Topic.LEDGER,
                    Topic.COVERAGE);

    private final LogClocks clocks;
    private final StateCount count;
    private final TradeStages trades;
    private final LiquidationStages liquidations;
    private final Map<String, FundingEstimates> estimates = new HashMap<>();
    private final HeapHost<Price> prices;
    private final HeapHost<FundingObservation> funding;
    private final HeapHost<Book> books;
    private final HeapHost<VaultSnapshot> vaults;
    private final HeapHost<CoverageEvent> feed;

    RiskStages(Verdicts verdicts, StateCount count, LogClocks clocks) {
        this.clocks = clocks;
        this.count = count;
        liquidations = new LiquidationStages(verdicts, count);
        trades = new TradeStages(verdicts, count, liquidations);
        prices =
                new HeapHost<>(
                        "prices",
                        List.of(
                                new OracleDeviationRule(),
                                new MidJumpRule(),
                                new ReferenceDeviationRule()),
                        price -> new RecordScope(price.coin(), null, price.timeMs()),
                        null,
                        verdicts,
                        count);
        funding =
                new HeapHost<>(
                        "funding",
                        List.of(new ExtremeFundingRule()),
                        said -> new RecordScope(said.coin(), said.account(), said.timeMs()),
                        FundingObservation::order,
                        verdicts,
                        count);
        books =
                new HeapHost<>(
                        "books",
                        List.of(new WallWatchRule()),
                        book -> new RecordScope(book.coin(), null, book.timeMs()),
                        null,
                        verdicts,
                        count);
        books.on(WallWatchRule.WALL_SIGNALS, (signal, timeMs) -> trades.wall(signal));
        vaults =
                new HeapHost<>(
                        "vaults",
                        List.of(new VaultLossRule()),
                        vault -> new RecordScope(null, vault.vault(), vault.timeMs()),
                        null,
                        verdicts,
                        count);
        feed =
                new HeapHost<>(
                        "feed",
                        List.of(new FeedStaleRule()),
                        RiskStages::scope,
                        null,
                        verdicts,
                        count);
    }

    private static RecordScope scope(CoverageEvent event) {
        StreamName name = StreamName.of(event.stream());
        return new RecordScope(name.coin(), name.account(), event.timeMs());
    }

    /** A record that is no tick. */
    void take(Topic topic, RawRecord record, long logTimeMs) throws MalformedEventException {
        switch (topic) {
            case PRICES -> {
                Price price = EventReadings.price(record);
                if (price != null) {
                    price(price, logTimeMs);
                }
            }
            case TRADES -> trades.take(EventReadings.trade(record), logTimeMs);
            case FILLS -> liquidations.take(EventReadings.fillLogEntry(record), logTimeMs);
            case BOOKS -> {
                Book book = RiskReadings.book(record);
                if (book != null) {
                    books.record(book.coin(), book, logTimeMs);
                }
            }
            case FUNDING_RATES -> funding(RiskReadings.settledFunding(record), logTimeMs);
            case USER_FUNDINGS -> funding(RiskReadings.paidFunding(record), logTimeMs);
            case VAULTS -> {
                VaultSnapshot vault = EventReadings.vaultSnapshot(record);
                if (vault != null) {
                    vaults.record(vault.vault(), vault, logTimeMs);
                }
            }
            // Of accounts whose positions nobody tells: read as the job does, and no more.
            case LEDGER -> RiskReadings.ledgerFact(record);
            case COVERAGE -> {
                CoverageEvent event = EventReadings.coverageEvent(record);
                if (event != null) {
                    feed.record(FeedRulesFunction.ONE_KEY, event, logTimeMs);
                }
            }
            default -> {
                // the risk job does not read it
            }
        }
    }

    private void price(Price price, long logTimeMs) {
        prices.record(price.coin(), price, logTimeMs);
        FundingObservation estimate = FundingObservation.of(price);
        if (estimate != null && estimatesOf(price.coin()).take(estimate)) {
            funding(estimate, logTimeMs);
        }
    }

    private FundingEstimates estimatesOf(String coin) {
        return estimates.computeIfAbsent(
                coin,
                none ->
                        new FundingEstimates(
                                count.watch("estimate-taken", new HeapCell<EstimateTaken>())));
    }

    private void funding(FundingObservation said, long logTimeMs) {
        if (said != null) {
            funding.record(said.coin(), said, logTimeMs);
        }
    }

    /** A tick has come: whoever reads the topic, the first of a chain before those behind it. */
    void timeHasCome(Topic topic) {
        long timeMs = clocks.reached(topic);
        switch (topic) {
            case PRICES -> {
                prices.advance(timeMs);
                funding.advance(fundingTimeMs());
            }
            case FUNDING_RATES, USER_FUNDINGS -> funding.advance(fundingTimeMs());
            case TRADES -> {
                trades.advance(timeMs);
                trades.advanceWalls(Math.min(timeMs, clocks.reached(Topic.BOOKS)));
                liquidations.advanceAllGrades(Math.min(timeMs, clocks.reached(Topic.FILLS)));
            }
            case BOOKS -> {
                books.advance(timeMs);
                trades.advanceWalls(Math.min(timeMs, clocks.reached(Topic.TRADES)));
            }
            case FILLS -> {
                liquidations.advance(timeMs);
                liquidations.advanceAllGrades(Math.min(timeMs, clocks.reached(Topic.TRADES)));
            }
            case VAULTS -> vaults.advance(timeMs);
            case COVERAGE -> feed.advance(timeMs);
            default -> {
                // the risk job does not read it
            }
        }
    }

    private long fundingTimeMs() {
        return Math.min(
                clocks.reached(Topic.PRICES),
                Math.min(clocks.reached(Topic.FUNDING_RATES), clocks.reached(Topic.USER_FUNDINGS)));
    }
}
