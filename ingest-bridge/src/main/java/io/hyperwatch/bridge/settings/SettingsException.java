package io.hyperwatch.bridge.settings;

import java.util.List;

/** Settings that cannot be used; the message lists every problem, naming variable and option. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
