package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/**
 * First half of {@code withdraw-then-liquidate}: thins out the facts of an account to the steps
 * that {@link WithdrawThenLiquidatePattern} follows. It knows which positions are large, adds up
 * transfers and puts late ones in their place; what comes after what and how soon is the pattern's.
 *
 * <p>Each step is judged by the parameters in force at its own record; while the rule is paused
 * positions and transfers are known all the same, liquidations are not told. A liquidation tells
 * its first fill that comes after a withdrawal.
 *
 * <p>A position has at most one withdrawal a minute in the pattern, each in the place of the one
 * before. If another one came since, its steps are said again right before the liquidation.
 */
public final class AccountStoryCore
        implements Detector<AccountFact, WithdrawThenLiquidateParameters> {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final long ARM_EVERY_MS = 60_000;
    private static final long CLEAN_UP_EVERY_MS = 60_000;

    private final Cell<AccountStory> cell;
    private final Consumer<StoryStep> steps;

    public AccountStoryCore(Cell<AccountStory> cell, Consumer<StoryStep> steps) {
        this.cell = cell;
        this.steps = steps;
    }

    @Override
    public void judge(
            AccountFact fact, long logTimeMs, InForce<WithdrawThenLiquidateParameters> rule) {
        AccountStory stored = cell.get();
        AccountStory before = stored == null ? AccountStory.NONE : stored.at(logTimeMs);
        if (before.isEmpty() && fact.kind() != FactKind.POSITION) {
            return;
        }
        AccountStory after =
                switch (fact.kind()) {
                    case POSITION -> position(before, fact, rule.parameters());
                    case TRANSFER -> transfer(before, fact, logTimeMs, rule.parameters());
                    case ACCOUNT_VALUE -> before.worth(fact.usd(), fact.timeMs(), true);
                    case LIQUIDATION -> liquidation(before, fact, logTimeMs, rule);
                    case UNKNOWN -> before;
                };
        if (after != stored && !(stored == null && after.isEmpty())) {
            cell.set(after.isEmpty() ? null : after);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        if (nextDeadlineMs() <= logTimeMs) {
            AccountStory left = cell.get().at(logTimeMs);
            cell.set(left.isEmpty() ? null : left);
        }
    }

    @Override
    public long nextDeadlineMs() {
        AccountStory story = cell.get();
        long expiryMs = story == null ? NEVER : story.nextExpiryMs();
        return expiryMs == NEVER
                ? NEVER
                : (Math.floorDiv(expiryMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }

    private static AccountStory position(
            AccountStory story, AccountFact fact, WithdrawThenLiquidateParameters inForce) {
        AccountStory after = story;
        boolean isOld = false;
        boolean large = fact.usd().compareTo(inForce.openedUsd()) >= 0;
        for (LargePosition known : story.positions()) {
            if (!known.coin().equals(fact.coin())) {
                continue;
            }
            if (known.eventId().equals(fact.identity())
                    || known.openedAtMs() > fact.timeMs()
                    || !known.isOpen() && known.closedAtMs() > fact.timeMs()) {
                isOld = true;
            } else if (known.isOpen() && (fact.usd().signum() == 0 || fact.begins())) {
                after = after.replaced(known, known.closed(fact.timeMs()));
            } else if (known.isOpen()) {
                after = after.replaced(known, known.worth(fact.usd()));
                large = false;
            }
        }
        if (isOld) {
            return story;
        }
        if (large) {
            after = after.plus(LargePosition.opened(fact, inForce.openedUsd()));
        }
        return after.isEmpty() ? after : after.worth(fact.accountValueUsd(), fact.timeMs(), false);
    }

    private AccountStory transfer(
            AccountStory story,
            AccountFact fact,
            long logTimeMs,
            WithdrawThenLiquidateParameters inForce) {
        if (fact.timeMs() < logTimeMs - AccountStory.TRANSFERS_KEPT_MS
                || story.knows(fact.identity())) {
            return story;
        }
        boolean out = fact.usd().signum() > 0;
        MarginTransfer transfer =
                new MarginTransfer(
                        fact.identity(),
                        fact.timeMs(),
                        fact.usd(),
                        out ? story.worthBefore(fact.timeMs(), fact.usd()) : null,
                        null);
        if (!out) {
            return story.plus(transfer);
        }
        MarginTransfer completed = transfer.with(withdrawal(story.transfers(), transfer, inForce));
        AccountStory after = story.plus(completed);
        if (completed.withdrawal() == null) {
            return after;
        }
        for (int i = 0; i < after.positions().size(); i++) {
            LargePosition position = after.positions().get(i);
            if (position.covers(completed.withdrawal().fromMs(), completed.timeMs())) {
                after = withdrawn(after, position, completed, fact);
            }
        }
        return after;
    }

    /**
     * The latest stretch of transfers that ends with this one, begins with an outgoing one at most
     * {@code within_ms} before, and took enough of what the account was worth before it.
     */
    private static MarginTransfer.Withdrawal withdrawal(
            List<MarginTransfer> known,
            MarginTransfer last,
            WithdrawThenLiquidateParameters inForce) {
        BigDecimal left = BigDecimal.ZERO;
        int transfers = 0;
        for (int i = known.size(); i >= 0; i--) {
            MarginTransfer one = i == known.size() ? last : known.get(i);
            if (one.timeMs() > last.timeMs()) {
                continue;
            }
            if (last.timeMs() - one.timeMs() > inForce.withinMs()) {
                return null;
            }
            left = left.add(one.leftUsd());
            if (!one.isOut()) {
                continue;
            }
            transfers++;
            BigDecimal worth = one.valueBeforeUsd();
            if (worth != null
                    && worth.signum() > 0
                    && left.multiply(HUNDRED).compareTo(inForce.withdrawnPct().multiply(worth))
                            >= 0) {
                return new MarginTransfer.Withdrawal(
                        one.timeMs(), left, worth, transfers, inForce.withdrawnPct());
            }
        }
        return null;
    }

    /** To the pattern; with the liquidation where that was known first. */
    private AccountStory withdrawn(
            AccountStory story,
            LargePosition position,
            MarginTransfer withdrawal,
            AccountFact fact) {
        Timeliness timeliness = Timeliness.of(fact.timeMs(), fact.receivedAtMs());
        if (timeliness != Timeliness.HISTORY) {
            for (SeenLiquidation known : story.liquidations()) {
                if (!known.toPattern()
                        && known.coin().equals(position.coin())
                        && withdrawal.timeMs() <= known.timeMs()
                        && known.timeMs() <= position.closedAtMs()) {
                    boolean late = timeliness == Timeliness.LATE;
                    return told(story, fact.account(), position, withdrawal, known.late(late));
                }
            }
        }
        boolean due =
                position.armedAtMs() == Long.MIN_VALUE
                        || withdrawal.timeMs()
                                >= position.armedAtMs()
                                        + (position.armedWith() == null ? 0 : ARM_EVERY_MS);
        if (!due) {
            return story;
        }
        arm(fact.account(), position, withdrawal);
        return story.withPattern(position, position.armed(withdrawal));
    }

    private AccountStory liquidation(
            AccountStory story,
            AccountFact fact,
            long logTimeMs,
            InForce<WithdrawThenLiquidateParameters> rule) {
        SeenLiquidation known = story.liquidation(fact.liquidationId());
        if (rule.isPaused() || known != null && known.toPattern()) {
            return story;
        }
        SeenLiquidation liquidation =
                new SeenLiquidation(
                        fact.liquidationId(),
                        fact.coin(),
                        fact.identity(),
                        fact.timeMs(),
                        Timeliness.of(fact.timeMs(), fact.receivedAtMs()) == Timeliness.LATE,
                        fact.usd(),
                        rule.parameters().withinMs(),
                        false,
                        logTimeMs);
        boolean large = false;
        for (LargePosition position : story.positions()) {
            if (position.coin().equals(fact.coin())
                    && position.covers(fact.timeMs(), fact.timeMs())) {
                large = true;
                MarginTransfer withdrawal = newestWithdrawal(story, position, fact.timeMs());
                if (withdrawal != null) {
                    return told(story, fact.account(), position, withdrawal, liquidation);
                }
            }
        }
        boolean newer = known == null || known.timeMs() < fact.timeMs();
        return large && newer ? story.plus(liquidation) : story;
    }

    private static MarginTransfer newestWithdrawal(
            AccountStory story, LargePosition position, long timeMs) {
        for (int i = story.transfers().size() - 1; i >= 0; i--) {
            MarginTransfer one = story.transfers().get(i);
            if (one.timeMs() <= timeMs
                    && one.withdrawal() != null
                    && one.withdrawal().fromMs() >= position.openedAtMs()) {
                return one;
            }
        }
        return null;
    }

    private AccountStory told(
            AccountStory story,
            String account,
            LargePosition position,
            MarginTransfer withdrawal,
            SeenLiquidation liquidation) {
        if (!withdrawal.identity().equals(position.armedWith())) {
            arm(account, position, withdrawal);
        }
        steps.accept(StoryStep.liquidated(account, position, liquidation));
        return story.withPattern(position, position.armed(withdrawal).waitingNoMore())
                .plus(liquidation.sent());
    }

    private void arm(String account, LargePosition position, MarginTransfer withdrawal) {
        steps.accept(StoryStep.opened(account, position));
        steps.accept(StoryStep.withdrawn(account, position.coin(), withdrawal));
    }
}
