package io.hyperwatch.bridge.normalize;

import java.util.Map;

/** Readers of everything about accounts and vaults. */
final class AccountReaders {

    private AccountReaders() {}

    /** By channel. */
    static Map<String, Reader> channels() {
        return Map.of("userFills", Fills::read);
    }

    /** By type of request. */
    static Map<String, Reader> answers() {
        return Map.of();
    }
}
