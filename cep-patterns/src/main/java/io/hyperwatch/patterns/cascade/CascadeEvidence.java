package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Liquidation fills as evidence. */
final class CascadeEvidence {

    private CascadeEvidence() {}

    /** All fills of the liquidations, by liquidation, then by arrival. */
    static Evidence of(String coin, List<CascadeLiquidation> liquidations) {
        Evidence all = Evidence.NONE;
        for (CascadeLiquidation liquidation : liquidations) {
            List<EvidenceEvent> events = new ArrayList<>(liquidation.kept().size());
            for (CascadeFill fill : liquidation.kept()) {
                events.add(
                        event(
                                coin,
                                liquidation.id(),
                                liquidation.user(),
                                liquidation.side(),
                                fill));
            }
            int first = Math.min(Evidence.KEPT, events.size());
            all =
                    all.then(
                            new Evidence(
                                    liquidation.seenFills(),
                                    liquidation.seenUsd(),
                                    List.copyOf(events.subList(0, first)),
                                    List.copyOf(events.subList(first, events.size()))));
        }
        return all;
    }

    /**
     * With a fill that came while the incident is open.
     *
     * @param confirms whether its trade was counted as inferred before: then it takes the place of
     *     that event and is none of its own
     */
    static Evidence plus(Evidence evidence, LiquidationFill fill, boolean confirms) {
        EvidenceEvent event =
                event(
                        fill.coin(),
                        fill.liquidationId(),
                        fill.liquidatedUser(),
                        fill.positionSide(),
                        new CascadeFill(
                                fill.timeMs(),
                                fill.tid(),
                                fill.price(),
                                fill.size(),
                                fill.grade()));
        return confirms ? evidence.grown(event, event.valueUsd()) : evidence.plus(event);
    }

    private static EvidenceEvent event(
            String coin, String liquidationId, String user, PositionSide side, CascadeFill fill) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("grade", fill.grade().name().toLowerCase(Locale.ROOT));
        shown.put("liquidation_id", liquidationId);
        shown.put("liquidated_user", user);
        shown.put("position_side", side.name().toLowerCase(Locale.ROOT));
        shown.put("price", CanonicalJson.decimal(fill.price()));
        shown.put("size", CanonicalJson.decimal(fill.size()));
        return EvidenceEvent.of(
                coin + "|" + fill.timeMs() + "|" + fill.tid(),
                fill.timeMs(),
                fill.valueUsd(),
                shown);
    }
}
