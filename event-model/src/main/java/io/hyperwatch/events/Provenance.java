package io.hyperwatch.events;

/**
 * What the record headers say about a record: where it came from and where it stood among its
 * neighbours. Travels as Kafka headers, not in the JSON value.
 *
 * @param source stream or poll the record came from
 * @param receivedAtMs the bridge's clock when the frame or answer arrived, epoch milliseconds
 * @param sequence order of receipt
 * @param connection number of the socket the frame came on, 0 for REST; a change means a new socket
 * @param frame number of the frame within the bridge's life
 * @param index position of the record within its frame, from 0
 * @param last whether this is the last record of its frame
 * @param snapshot whether the frame was a snapshot (history sent on subscribe), as the exchange
 *     marks it
 */
public record Provenance(
        Source source,
        long receivedAtMs,
        Sequence sequence,
        int connection,
        long frame,
        int index,
        boolean last,
        boolean snapshot) {}
