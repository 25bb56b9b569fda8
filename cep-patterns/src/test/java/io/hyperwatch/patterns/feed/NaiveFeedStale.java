package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rule, read off its page: every loss and every outage is kept and looked through. */
final class NaiveFeedStale {

    /** One stream that is missing, or was. */
    private static final class Missing {
        String stream;
        Long gapStart;
        boolean over;
        long tooLongAt;
        Trouble trouble;
    }

    /** What belongs together. */
    private static final class Trouble {
        String name;
        String cause;
        long since;
        NaiveRule rule;
        boolean tried;
        List<String> identities = new ArrayList<>();
        Set<String> used = new HashSet<>();
        String incident;
        String first;
        int version;
        boolean shadow;
        long held;
        Long quietFrom;
        long events;
    }

    final List<Told> told = new ArrayList<>();

    private final NaiveRules rules;
    private final List<Missing> losses = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private Sequence newest;

    NaiveFeedStale(List<RuleChange> changes) {
        this.rules = new NaiveRules(FeedStaleRule.DEFINITION, changes);
    }

    void run(List<Step<CoverageEvent>> log) {
        for (Step<CoverageEvent> step : log) {
            pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void pass(long now) {
        while (true) {
            Trouble next = null;
            long nextAt = Long.MAX_VALUE;
            for (Trouble trouble : troubles) {
                long at = Long.MAX_VALUE;
                if (trouble.incident != null) {
                    at = trouble.quietFrom == null ? at : trouble.quietFrom + 60_000;
                } else if (!trouble.tried) {
                    at = tooLongAt(trouble);
                }
                if (at < nextAt
                        || at == nextAt && next != null && trouble.name.compareTo(next.name) < 0) {
                    next = trouble;
                    nextAt = at;
                }
            }
            if (next == null || nextAt > now) {
                return;
            }
            if (next.incident == null) {
                hold(next, nextAt, nextAt, false);
            } else {
                tell(next, AlertKind.RESOLVE, nextAt, false);
                next.incident = null;
                dropIfOver(next);
            }
        }
    }

    private void judge(CoverageEvent event, long now) {
        Sequence sequence = event.provenance().sequence();
        if (newest != null && sequence.compareTo(newest) <= 0) {
            return;
        }
        boolean anew = newest == null || newest.epochMs() != sequence.epochMs();
        newest = sequence;
        long age = event.provenance().receivedAtMs() - event.timeMs();
        long at = age > 60_000 ? Math.max(event.timeMs(), now) : event.timeMs();
        if (anew) {
            for (Missing loss : List.copyOf(losses)) {
                if (loss.gapStart == null && !loss.over) {
                    end(loss, at);
                }
            }
        }
        String stream = event.stream();
        String about = stream.contains(":") ? stream.split(":")[1] : null;
        NaiveRule rule = rules.at(about, about, Math.min(event.timeMs(), now));
        boolean paused = rule.state() == RuleState.PAUSED;
        Trouble own = named(stream);
        if (own != null) {
            own.rule = rule;
            boolean mine = own.shadow == (rule.state() == RuleState.SHADOW);
            boolean goesOn = open(own) > 0;
            if (own.incident != null && own.quietFrom == null && (paused || goesOn && !mine)) {
                own.quietFrom = Math.max(own.held, at);
            } else if (!paused && mine && own.incident != null && goesOn) {
                own.quietFrom = null;
            }
        }
        if (event.kind() == CoverageKind.LIVE || event.kind() == CoverageKind.GAP_CLOSED) {
            for (Missing loss : List.copyOf(losses)) {
                if (!loss.over && isSame(loss, event)) {
                    end(loss, at);
                }
            }
        }
        boolean gap = event.kind() == CoverageKind.GAP_OPENED;
        boolean excused = gap && Set.of("start", "replan").contains(event.reason());
        if ((gap || event.kind() == CoverageKind.STALE) && !excused && !paused && age <= 600_000) {
            begin(event, rule, gap, age > 60_000, now);
        }
    }

    private void begin(CoverageEvent event, NaiveRule rule, boolean gap, boolean late, long now) {
        for (Missing loss : losses) {
            if (!loss.over && isSame(loss, event)) {
                return;
            }
        }
        String type = event.stream().split(":")[0];
        Missing loss = new Missing();
        loss.stream = event.stream();
        loss.gapStart = event.gapStartMs();
        loss.tooLongAt = gap ? event.timeMs() + rule.number("gap_open_ms") : event.timeMs();
        boolean steady = Set.of("allMids", "l2Book", "activeAssetCtx").contains(type);
        boolean socket =
                gap && Set.of("disconnect", "stall", "silence", "kafka").contains(event.reason());
        if (steady && socket) {
            String limit = type.startsWith("active") ? "context_silent_ms" : "book_silent_ms";
            long lastHeard = event.gapStartMs() + 5_000;
            loss.tooLongAt = Math.max(event.timeMs(), lastHeard + rule.number(limit));
        }
        String cause = gap ? "gap " + event.reason() : "silent " + type;
        Trouble trouble = named(event.stream());
        for (Trouble other : troubles) {
            if ((trouble == null || !trouble.name.equals(event.stream()))
                    && other.cause.equals(cause)
                    && event.timeMs() <= other.since + 60_000
                    && (trouble == null
                            || other.since < trouble.since
                            || other.since == trouble.since
                                    && other.name.compareTo(trouble.name) < 0)) {
                trouble = other;
            }
        }
        if (trouble == null) {
            trouble = new Trouble();
            trouble.name = event.stream();
            trouble.cause = cause;
            trouble.since = event.timeMs();
            trouble.rule = rule;
            troubles.add(trouble);
        }
        loss.trouble = trouble;
        losses.add(loss);
        trouble.identities.add(
                gap
                        ? "gap|" + event.stream() + "|" + event.gapStartMs()
                        : "silent|" + event.stream() + "|" + event.timeMs());
        trouble.identities.add(Long.toString(event.timeMs()));
        if (trouble.incident != null) {
            hold(trouble, event.timeMs(), now, late);
        } else if (tooLongAt(trouble) <= now) {
            hold(trouble, trouble.tried ? event.timeMs() : tooLongAt(trouble), now, late);
        }
    }

    private void hold(Trouble trouble, long eventTime, long now, boolean late) {
        trouble.tried = true;
        if (trouble.rule.state() == RuleState.PAUSED) {
            return;
        }
        long at = late ? Math.max(eventTime, now) : eventTime;
        boolean shadow = trouble.rule.state() == RuleState.SHADOW;
        if (trouble.incident != null && !trouble.shadow && shadow) {
            if (trouble.quietFrom == null) {
                trouble.quietFrom = Math.max(trouble.held, at);
            }
            return;
        }
        if (trouble.incident != null && trouble.shadow && !shadow) {
            tell(trouble, AlertKind.RESOLVE, Math.max(trouble.held, at), false);
            trouble.incident = null;
        }
        if (trouble.incident != null) {
            trouble.events++;
            trouble.held = Math.max(trouble.held, at);
            trouble.quietFrom = null;
            return;
        }
        String first = trouble.identities.get(0);
        String id =
                AlertId.of(
                        "feed-stale",
                        trouble.rule.version(),
                        "stream:" + trouble.name,
                        AlertKind.OPEN,
                        Severity.HIGH,
                        first);
        if (!trouble.used.add(id)) {
            return;
        }
        trouble.incident = id;
        trouble.first = first;
        trouble.version = trouble.rule.version();
        trouble.shadow = shadow;
        trouble.held = at;
        trouble.quietFrom = null;
        trouble.events = trouble.identities.size() / 2;
        tell(trouble, AlertKind.OPEN, eventTime, late);
    }

    private void end(Missing loss, long at) {
        loss.over = true;
        Trouble trouble = loss.trouble;
        if (open(trouble) == 0) {
            if (trouble.incident != null && trouble.quietFrom == null) {
                trouble.quietFrom = Math.max(trouble.held, at);
            }
            dropIfOver(trouble);
        }
    }

    private void dropIfOver(Trouble trouble) {
        if (open(trouble) == 0 && trouble.incident == null) {
            troubles.remove(trouble);
        }
    }

    private int open(Trouble trouble) {
        int open = 0;
        for (Missing loss : losses) {
            open += loss.trouble == trouble && !loss.over ? 1 : 0;
        }
        return open;
    }

    private long tooLongAt(Trouble trouble) {
        long earliest = Long.MAX_VALUE;
        for (Missing loss : losses) {
            if (loss.trouble == trouble && !loss.over) {
                earliest = Math.min(earliest, loss.tooLongAt);
            }
        }
        return earliest;
    }

    private Trouble named(String stream) {
        for (Trouble trouble : troubles) {
            if (trouble.name.equals(stream)) {
                return trouble;
            }
        }
        return null;
    }

    private static boolean isSame(Missing loss, CoverageEvent event) {
        return loss.stream.equals(event.stream())
                && (loss.gapStart == null
                        ? event.gapStartMs() == null
                        : loss.gapStart.equals(event.gapStartMs()));
    }

    private void tell(Trouble trouble, AlertKind kind, long eventTime, boolean late) {
        told.add(
                new Told(
                        kind,
                        AlertId.of(
                                "feed-stale",
                                trouble.version,
                                "stream:" + trouble.name,
                                kind,
                                Severity.HIGH,
                                trouble.first),
                        trouble.incident,
                        Severity.HIGH,
                        eventTime,
                        Long.parseLong(trouble.identities.get(1)),
                        null,
                        late,
                        trouble.events,
                        null,
                        trouble.shadow));
    }
}
