package io.hyperwatch.patterns.incident;

/**
 * What a host has to know of a record to judge it by the right parameters at the right place.
 *
 * @param coin for overrides by coin, or null
 * @param account for overrides by account, or null
 * @param eventTimeMs its event time
 */
public record RecordScope(String coin, String account, long eventTimeMs) {}
