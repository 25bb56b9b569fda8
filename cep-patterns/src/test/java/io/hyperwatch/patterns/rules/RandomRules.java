package io.hyperwatch.patterns.rules;

import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Changes of a rule at random times: thresholds, pauses, shadows, overrides. */
public final class RandomRules {

    private RandomRules() {}

    /**
     * None in half of the cases, else up to four.
     *
     * @param scopes such as {@code *} and {@code coin:BTC}
     * @param overlays parameters to choose from, JSON objects
     */
    public static List<RuleChange> of(
            String rule,
            Random seeded,
            long fromMs,
            long toMs,
            List<String> scopes,
            List<String> overlays) {
        // The first numbers of generators with small seeds are alike: each of the first 200 begins
        // with true.
        Random random = new Random(new SplittableRandom(seeded.nextLong()).nextLong());
        List<RuleChange> changes = new ArrayList<>();
        int count = random.nextBoolean() ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int state = random.nextInt(6);
            changes.add(
                    new RuleChange(
                            rule,
                            scopes.get(random.nextInt(scopes.size())),
                            2 + i,
                            overlays.get(random.nextInt(overlays.size())),
                            state == 0
                                    ? RuleState.PAUSED
                                    : state == 1 ? RuleState.SHADOW : RuleState.ACTIVE,
                            fromMs + random.nextLong(toMs - fromMs),
                            "test"));
        }
        return changes;
    }
}
