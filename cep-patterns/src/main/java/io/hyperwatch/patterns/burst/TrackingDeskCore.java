package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Inferred liquidation fills, in event-time order -> questions to the bridge for the fills of those
 * accounts. An account is asked about at its first burst. Fills up to the question are covered by
 * its answer; for later ones it waits until it may be asked about again. Of those who wait the one
 * with the largest burst comes first. Where more wait than may be asked about at once, the one
 * whose burst is the longest ago is left out, as is everybody whose fills would be history.
 *
 * <p>A question is answered once and leaves nothing behind in the bridge, so nothing has to be
 * taken back; {@code FORGET} would end the polling of a state that somebody else asked for.
 *
 * <p>State: at most twice as many accounts as may be asked about at once.
 */
public final class TrackingDeskCore implements Detector<LiquidationFill, TrackingDeskParameters> {

    public static final String RULE = "tracking-desk";

    /** Before the usual: it is about what happens now. */
    static final int PRIORITY = 3;

    /** A fill that is received later than that after its time alerts nobody. */
    static final long HISTORY_AFTER_MS = 600_000;

    private static final Comparator<Suspect> MOST_WANTED =
            Comparator.comparing(Suspect::valueUsd).reversed().thenComparing(Suspect::user);

    private static final Comparator<Suspect> LEAST_RECENT =
            Comparator.comparingLong(Suspect::newestMs).thenComparing(Suspect::user);

    private final Cell<TrackingDesk> desk;
    private final Consumer<TrackingRequest> out;

    public TrackingDeskCore(Cell<TrackingDesk> desk, Consumer<TrackingRequest> out) {
        this.desk = desk;
        this.out = out;
    }

    @Override
    public void judge(LiquidationFill fill, long logTimeMs, InForce<TrackingDeskParameters> rule) {
        if (rule.isPaused()) {
            return;
        }
        List<Suspect> suspects = suspects();
        Suspect before = Suspect.unknown(fill.liquidatedUser());
        for (Suspect suspect : suspects) {
            before = suspect.user().equals(fill.liquidatedUser()) ? suspect : before;
        }
        if (fill.timeMs() <= before.askedAtMs()) {
            return;
        }
        suspects.remove(before);
        suspects.add(
                before.with(
                        fill.coin(),
                        fill.liquidationStartMs(),
                        fill.timeMs(),
                        fill.liquidationValueUsd()));
        ask(suspects, rule.parameters(), logTimeMs);
    }

    @Override
    public void advance(long logTimeMs) {
        long atMs = nextDeadlineMs();
        while (atMs <= logTimeMs) {
            List<Suspect> suspects = new ArrayList<>();
            for (Suspect suspect : suspects()) {
                suspects.add(suspect.freeAtMs() == atMs ? suspect.free() : suspect);
            }
            ask(suspects, desk.get().parameters(), atMs);
            atMs = nextDeadlineMs();
        }
    }

    @Override
    public long nextDeadlineMs() {
        long next = NEVER;
        TrackingDesk known = desk.get();
        if (known != null) {
            for (Suspect suspect : known.suspects()) {
                next = suspect.freeAtMs() == 0 ? next : Math.min(next, suspect.freeAtMs());
            }
        }
        return next;
    }

    private List<Suspect> suspects() {
        TrackingDesk known = desk.get();
        return known == null ? new ArrayList<>() : new ArrayList<>(known.suspects());
    }

    private void ask(List<Suspect> suspects, TrackingDeskParameters rule, long atMs) {
        suspects.replaceAll(
                suspect ->
                        suspect.waits() && suspect.newestMs() < atMs - HISTORY_AFTER_MS
                                ? suspect.dropped()
                                : suspect);
        List<Suspect> free = new ArrayList<>(suspects.stream().filter(Suspect::isFree).toList());
        suspects.removeIf(Suspect::isFree);
        free.removeIf(suspect -> !suspect.waits());
        free.sort(MOST_WANTED);
        while (!free.isEmpty() && suspects.size() < rule.maxAccounts()) {
            Suspect next = free.remove(0);
            out.accept(request(next, rule, atMs));
            suspects.add(next.asked(atMs, rule.askEveryMs()));
        }
        free.sort(LEAST_RECENT);
        while (free.size() > rule.maxAccounts()) {
            free.remove(0);
        }
        suspects.addAll(free);
        desk.set(suspects.isEmpty() ? null : new TrackingDesk(suspects, rule));
    }

    private static TrackingRequest request(
            Suspect suspect, TrackingDeskParameters rule, long atMs) {
        BigDecimal value = suspect.valueUsd();
        return new TrackingRequest(
                suspect.user(),
                TrackingPurpose.FILLS,
                PRIORITY,
                atMs,
                suspect.sinceMs() - rule.lookBackMs(),
                null,
                "trades on %s look like a liquidation, %s so far"
                        .formatted(suspect.coin(), Phrases.usd(value)));
    }
}
