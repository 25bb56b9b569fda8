package io.hyperwatch.patterns.rules;

import io.hyperwatch.rules.RuleChange;

import java.io.Serializable;
import java.util.List;

/**
 * The changes of all rules up to now, asked for by each host before its first record. Changes also
 * come as a stream; but a host that has just been started may see a record before the changes that
 * were written ahead of it, and would judge it by older parameters than the first time.
 */
public interface RuleLog extends Serializable {

    /** Only the defaults, or what the stream brings. */
    RuleLog EMPTY = List::of;

    /** Each of them valid by itself or not; throws nothing but when the log cannot be read. */
    List<RuleChange> changes();

    /** These changes. */
    static RuleLog of(List<RuleChange> changes) {
        List<RuleChange> copy = List.copyOf(changes);
        return () -> copy;
    }
}
