package io.hyperwatch.rules;

import java.util.regex.Pattern;

/**
 * What a {@link RuleChange} applies to: {@code *}, {@code coin:BTC} or {@code account:0x…} (lower
 * case). The narrower scope wins: account over coin over all.
 */
public final class RuleScope {

    public static final String ALL = "*";
    private static final String COIN = "coin:";
    private static final String ACCOUNT = "account:";
    private static final Pattern SCOPE =
            Pattern.compile("\\*|coin:[^\\s\\u0000]{1,64}|account:0x[0-9a-f]{40}");

    private RuleScope() {}

    public static String coin(String coin) {
        return COIN + coin;
    }

    public static String account(String address) {
        return ACCOUNT + address;
    }

    public static boolean isValid(String scope) {
        return scope != null && SCOPE.matcher(scope).matches();
    }
}
