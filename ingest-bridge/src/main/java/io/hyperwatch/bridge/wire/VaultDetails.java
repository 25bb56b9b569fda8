package io.hyperwatch.bridge.wire;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** The part of a {@code vaultDetails} answer that names the accounts a vault trades through. */
public final class VaultDetails {

    private VaultDetails() {}

    /**
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
}
