package io.hyperwatch.patterns.incident;

/**
 * What a rule's alerts are about; part of {@link OpenIncident}.
 *
 * @param name {@code coin:BTC}, {@code account:0x…}, {@code venue}
 * @param coin null where it is not one coin
 * @param userAddress null where it is not one account
 */
public record Subject(String name, String coin, String userAddress) {

    public static final Subject VENUE = new Subject("venue", null, null);

    public static Subject coin(String coin) {
        return new Subject("coin:" + coin, coin, null);
    }

    /**
     * @param address lower case
     */
    public static Subject account(String address) {
        return new Subject("account:" + address, null, address);
    }
}
