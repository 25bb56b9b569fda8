package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each snapshot of a vault; keyed by vault, which is their account. */
public final class VaultRulesFunction extends DetectorFunction<VaultSnapshot> {

    private static final long serialVersionUID = 1L;

    public VaultRulesFunction(RuleLog ruleLog, List<Rule<VaultSnapshot, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(VaultSnapshot snapshot) {
        return new RecordScope(null, snapshot.vault(), snapshot.timeMs());
    }
}
