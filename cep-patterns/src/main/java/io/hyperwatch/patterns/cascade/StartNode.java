package io.hyperwatch.patterns.cascade;

import java.util.ArrayList;
import java.util.List;

/**
 * 32 stretches of time one after the other; state of {@link StartTree}.
 *
 * @param sums of those stretches in which a liquidation began, in no order
 */
public record StartNode(List<StartSum> sums) {

    static final StartNode EMPTY = new StartNode(List.of());

    /** With this sum in its slot; one that counts nothing leaves the slot empty. */
    StartNode with(StartSum sum) {
        List<StartSum> changed = new ArrayList<>(sums.size() + 1);
        for (StartSum one : sums) {
            if (one.slot() != sum.slot()) {
                changed.add(one);
            }
        }
        if (sum.count() > 0) {
            changed.add(sum);
        }
        return new StartNode(changed);
    }

    StartSum in(int slot) {
        for (StartSum one : sums) {
            if (one.slot() == slot) {
                return one;
            }
        }
        return StartSum.NONE;
    }

    StartSum total() {
        StartSum total = StartSum.NONE;
        for (StartSum one : sums) {
            total = total.plus(one);
        }
        return total;
    }
}
