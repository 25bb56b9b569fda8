package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change of an account that is neither trade nor funding.
 *
 * @param user lower-case address
 * @param timeMs block time
 * @param hash transaction hash; both sides of a transfer share it
 * @param type {@code deposit}, {@code withdraw}, {@code internalTransfer}, {@code liquidation}
 * @param delta as on the wire, type included
 */
public record LedgerEntry(String user, long timeMs, String hash, String type, ObjectNode delta) {}
