package io.hyperwatch.jobs.replay;

import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleChangeJson;

import java.util.ArrayList;
import java.util.List;

/** All changes of the rules, known to every host before its first record. */
final class RecordedRules implements RuleLog {

    private static final long serialVersionUID = 1L;

    private final ArrayList<byte[]> changes = new ArrayList<>();

    RecordedRules(List<RuleChange> changes) {
        changes.forEach(change -> this.changes.add(RuleChangeJson.encode(change)));
    }

    @Override
    public List<RuleChange> changes() {
        List<RuleChange> read = new ArrayList<>();
        try {
            for (byte[] change : changes) {
                read.add(RuleChangeJson.decode(change));
            }
        } catch (MalformedEventException e) {
            throw new IllegalStateException("a change that was written cannot be read", e);
        }
        return read;
    }
}
