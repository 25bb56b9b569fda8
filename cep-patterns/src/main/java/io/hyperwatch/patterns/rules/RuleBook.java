package io.hyperwatch.patterns.rules;

import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All changes of one rule, and which of them are in force for a record.
 *
 * <p>In each scope the change that became effective last is in force (of several at one time the
 * highest version); the narrower scope names its parameters on top of the wider one's and, being
 * the later word on the subject, the state and the version. The same changes in whatever order make
 * the same book, but of two with one version the first counts. Where a combination is not valid
 * though each change is, the wider scope's parameters stay.
 */
public final class RuleBook<P> {

    private static final Comparator<RuleChange> ORDER =
            Comparator.comparingLong(RuleChange::effectiveFromMs)
                    .thenComparingInt(RuleChange::version);

    private final RuleDefinition<P> definition;
    private final InForce<P> atFirst;
    private final Map<String, List<RuleChange>> byScope = new HashMap<>();
    private final Map<List<RuleChange>, InForce<P>> resolved = new HashMap<>();

    private RuleChange lastAll;
    private RuleChange lastOfCoin;
    private RuleChange lastOfAccount;
    private InForce<P> last;

    public RuleBook(RuleDefinition<P> definition) {
        this.definition = definition;
        this.atFirst = definition.inForceAtFirst();
        this.last = atFirst;
    }

    /**
     * Takes a change of this rule; one that is known already changes nothing.
     *
     * @throws IllegalArgumentException with the reason why it is refused
     */
    public void add(RuleChange change) {
        if (!change.rule().equals(definition.rule())) {
            throw new IllegalArgumentException("a change of another rule: " + change.rule());
        }
        if (!RuleScope.isValid(change.scope()) || change.state() == RuleState.UNKNOWN) {
            throw new IllegalArgumentException("scope or state of " + change.key() + " is unknown");
        }
        if (change.version() == RuleDefinition.FIRST_VERSION
                && !change.scope().equals(RuleScope.ALL)) {
            throw new IllegalArgumentException(
                    "version 1 of %s is that of its defaults; an override begins at 2"
                            .formatted(change.rule()));
        }
        definition.parse(List.of(change.parameters()));
        List<RuleChange> known = byScope.computeIfAbsent(change.scope(), one -> new ArrayList<>());
        if (known.stream().noneMatch(one -> one.version() == change.version())) {
            known.add(change);
            known.sort(ORDER);
        }
    }

    /**
     * What is in force.
     *
     * @param coin null where the record is about no coin
     * @param account null where it is about no account
     * @param timeMs event time
     */
    public InForce<P> at(String coin, String account, long timeMs) {
        if (byScope.isEmpty()) {
            return atFirst;
        }
        RuleChange all = newest(RuleScope.ALL, timeMs);
        boolean narrow = byScope.size() > 1 || !byScope.containsKey(RuleScope.ALL);
        RuleChange ofCoin = narrow && coin != null ? newest(RuleScope.coin(coin), timeMs) : null;
        RuleChange ofAccount =
                narrow && account != null ? newest(RuleScope.account(account), timeMs) : null;
        if (all != lastAll || ofCoin != lastOfCoin || ofAccount != lastOfAccount) {
            last = resolved(all, ofCoin, ofAccount);
            lastAll = all;
            lastOfCoin = ofCoin;
            lastOfAccount = ofAccount;
        }
        return last;
    }

    private InForce<P> resolved(RuleChange... widestFirst) {
        List<RuleChange> chain = new ArrayList<>(widestFirst.length);
        for (RuleChange change : widestFirst) {
            if (change != null) {
                chain.add(change);
            }
        }
        return chain.isEmpty() ? atFirst : resolved.computeIfAbsent(chain, this::resolve);
    }

    private RuleChange newest(String scope, long timeMs) {
        List<RuleChange> changes = byScope.get(scope);
        if (changes == null) {
            return null;
        }
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).effectiveFromMs() <= timeMs) {
                return changes.get(i);
            }
        }
        return null;
    }

    private InForce<P> resolve(List<RuleChange> chain) {
        RuleChange narrowest = chain.get(chain.size() - 1);
        for (int length = chain.size(); length > 0; length--) {
            try {
                return new InForce<>(
                        narrowest.version(),
                        narrowest.state(),
                        definition.parse(
                                chain.subList(0, length).stream()
                                        .map(RuleChange::parameters)
                                        .toList()));
            } catch (IllegalArgumentException e) {
                // each is valid alone, the combination is not: without the narrowest
                continue;
            }
        }
        return new InForce<>(narrowest.version(), narrowest.state(), definition.defaults());
    }
}
