package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.Book;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each order book; keyed by coin. */
public final class BookRulesFunction extends DetectorFunction<Book> {

    private static final long serialVersionUID = 1L;

    public BookRulesFunction(RuleLog ruleLog, List<Rule<Book, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(Book book) {
        return new RecordScope(book.coin(), null, book.timeMs());
    }
}
