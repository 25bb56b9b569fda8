package io.hyperwatch.testbed.incidents;

import java.util.List;

/**
 * A calm day and five public incidents, in miniature, from their published figures. What is not
 * published (who traded when between the figures) is drawn evenly or at random with a fixed seed.
 */
public final class IncidentLibrary {

    private IncidentLibrary() {}

    /** In the order of their dates, the calm day first. */
    public static List<IncidentScenario> all() {
        return List.of(
                CalmDay.scenario(),
                EthWhale.scenario(),
                JellySqueeze.scenario(),
                XplSqueeze.scenario(),
                OctoberCascade.scenario(),
                PopcatWall.scenario());
    }
}
