package io.hyperwatch.bridge.wire;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** A {@code vaultDetails} answer. */
public final class VaultDetails {

    private static final String PERIOD = "day";

    private VaultDetails() {}

    /**
     * The accounts a vault trades through.
     *
     * @return lower-case addresses in the answer's order; empty for a vault without children
     * @throws MalformedFrameException when the answer has another shape
     */
    public static List<String> children(JsonNode answer) throws MalformedFrameException {
        Fields relationship = Fields.of(answer, "answer").object("relationship");
        if (!relationship.text("type").equals("parent")) {
            return List.of();
        }
        JsonNode addresses = relationship.object("data").array("childAddresses");
        List<String> children = new ArrayList<>(addresses.size());
        for (int i = 0; i < addresses.size(); i++) {
            children.add(Fields.address(addresses.get(i), "childAddresses[" + i + "]"));
        }
        return List.copyOf(children);
    }

    /**
     * The vault with the last 24 hours of its history.
     *
     * @param receivedAtMs the answer itself carries no time
     * @throws MalformedFrameException when the answer has another shape
     */
    public static VaultSnapshot snapshot(JsonNode answer, long receivedAtMs)
            throws MalformedFrameException {
        Fields vault = Fields.of(answer, "answer");
        Fields day = day(vault.array("portfolio"));
        List<HistoryPoint> values = history(day, "accountValueHistory", receivedAtMs);
        List<HistoryPoint> pnls = history(day, "pnlHistory", receivedAtMs);
        return new VaultSnapshot(
                vault.address("vaultAddress"),
                parent(vault.object("relationship")),
                vault.text("name"),
                vault.address("leader"),
                receivedAtMs,
                values.isEmpty() ? null : values.get(values.size() - 1).value(),
                pnls.isEmpty() ? null : pnls.get(pnls.size() - 1).value(),
                values,
                pnls,
                children(answer),
                vault.flag("isClosed"),
                null);
    }

    private static String parent(Fields relationship) throws MalformedFrameException {
        return relationship.text("type").equals("child")
                ? relationship.object("data").address("parentAddress")
                : null;
    }

    /** {@code [["day",{…}],["week",{…}],…]}. */
    private static Fields day(JsonNode portfolio) throws MalformedFrameException {
        for (int i = 0; i < portfolio.size(); i++) {
            if (portfolio.get(i).path(0).asText().equals(PERIOD)) {
                return Fields.of(portfolio.get(i).path(1), "portfolio[" + i + "][1]");
            }
        }
        throw new MalformedFrameException(Fault.MISSING_FIELD, "portfolio: no " + PERIOD);
    }

    /** {@code [[ms,"value"],…]}, oldest first. */
    private static List<HistoryPoint> history(Fields day, String name, long receivedAtMs)
            throws MalformedFrameException {
        JsonNode array = day.array(name);
        List<HistoryPoint> points = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            JsonNode point = array.get(i);
            String path = day.at(name + "[" + i + "]");
            if (point.size() != 2 || !point.isArray()) {
                throw new MalformedFrameException(
                        Fault.WRONG_TYPE, path + ": time and decimal string expected");
            }
            points.add(
                    new HistoryPoint(
                            Fields.time(point.get(0), path + "[0]", receivedAtMs),
                            Fields.decimalText(point.get(1), path + "[1]")));
        }
        return points;
    }
}
