package io.hyperwatch.bridge.check;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows the positions of accounts from fill to fill. Each fill of a perpetual says what the
 * position was before it, which is what the one before it left (4,919 of 4,919 steps in captured
 * data); where it is not, a fill is missing. Spot is left alone: transfers and fees paid in coin
 * change it without a fill.
 *
 * <p>Only streamed fills are judged. What REST gives may be older than what is known: that is
 * history, the chain has its own next link already.
 */
final class FillChains {

    /** One position. */
    static final class Chain {
        /** Time of the last fill, exchange. */
        long lastMs;

        /** Receipt of the last fill, our clock. */
        long heardMs;

        /** Signed, in coins; null while nobody can tell. */
        BigDecimal position;

        /** What REST said the last time where that was something else; null for none. */
        BigDecimal doubt;
    }

    /** One account. */
    private static final class Account {
        private final String stream;
        private final Map<String, Chain> chains = new HashMap<>();

        /** Minute of the last finding and from where on fills were said to be missing. */
        private long foundMinuteMs = Long.MIN_VALUE;

        private long foundFromMs;

        /** To be said when the repair under way, which reaches less far back, is over. */
        private Long deferredFromMs;

        Account(String user) {
            this.stream = "userFills:" + user;
        }
    }

    private final KnownGaps gaps;
    private final Findings findings;
    private final Map<String, Account> accounts = new HashMap<>();

    FillChains(KnownGaps gaps, Findings findings) {
        this.gaps = gaps;
        this.findings = findings;
    }

    void plan(Collection<String> users) {
        accounts.keySet().retainAll(users);
        users.forEach(user -> accounts.computeIfAbsent(user, Account::new));
    }

    /** Accounts and the positions that are followed, by coin. */
    Map<String, Chain> of(String user) {
        Account account = accounts.get(user);
        return account == null ? Map.of() : account.chains;
    }

    Collection<String> users() {
        return accounts.keySet();
    }

    void observe(Fill fill, Source source, long receivedAtMs) {
        Account account = accounts.get(fill.user());
        if (account == null || !isPerp(fill.coin())) {
            return;
        }
        Chain chain = account.chains.get(fill.coin());
        if (chain == null) {
            chain = new Chain();
            chain.lastMs = Long.MIN_VALUE;
            account.chains.put(fill.coin(), chain);
        }
        chain.heardMs = receivedAtMs;
        chain.doubt = null;
        if (fill.timeMs() < chain.lastMs) {
            return;
        }
        boolean streamed = source == Source.WS;
        if (!streamed && fill.timeMs() == chain.lastMs) {
            // Of the same block, and nobody knows which of the two came first.
            chain.position = null;
            return;
        }
        boolean breaks =
                chain.position != null && chain.position.compareTo(fill.startPosition()) != 0;
        if (streamed && breaks) {
            broken(account, chain, fill);
        }
        BigDecimal change = fill.side() == Side.B ? fill.size() : fill.size().negate();
        chain.position = fill.startPosition().add(change);
        chain.lastMs = fill.timeMs();
    }

    private void broken(Account account, Chain chain, Fill fill) {
        if (isBeingRepaired(account, chain.lastMs)) {
            return;
        }
        long minuteMs = CoinMinutes.startOf(fill.timeMs());
        boolean again = account.foundMinuteMs == minuteMs;
        if (again && account.foundFromMs <= chain.lastMs) {
            return;
        }
        account.foundMinuteMs = minuteMs;
        account.foundFromMs = chain.lastMs;
        if (!again) {
            findings.mismatch(
                    account.stream,
                    fill.startPosition(),
                    chain.position,
                    "%s: the fill of %s begins at another position than the one before it left"
                            .formatted(fill.coin(), Instant.ofEpochMilli(fill.timeMs())));
        }
        missed(account, chain.lastMs);
    }

    private boolean isBeingRepaired(Account account, long fromMs) {
        Long openMs = gaps.openFromMs(account.stream);
        return openMs != null && openMs <= fromMs;
    }

    /** Fills after that of this time are missing. */
    void missed(String user, long fromMs) {
        Account account = accounts.get(user);
        if (account != null) {
            missed(account, fromMs);
        }
    }

    private void missed(Account account, long fromMs) {
        if (gaps.isOpen(account.stream)) {
            Long deferred = account.deferredFromMs;
            account.deferredFromMs = deferred == null ? fromMs : Math.min(deferred, fromMs);
        } else {
            findings.missed(account.stream, fromMs);
        }
    }

    /** Says what had to wait. */
    void advance() {
        for (Account account : accounts.values()) {
            if (account.deferredFromMs != null && !gaps.isOpen(account.stream)) {
                long fromMs = account.deferredFromMs;
                account.deferredFromMs = null;
                findings.missed(account.stream, fromMs);
            }
        }
    }

    private static boolean isPerp(String coin) {
        return !coin.startsWith("@") && !coin.startsWith("#") && coin.indexOf('/') < 0;
    }
}
