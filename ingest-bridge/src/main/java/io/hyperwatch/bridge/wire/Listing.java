package io.hyperwatch.bridge.wire;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * A coin the exchange lists.
 *
 * @param coin exact name, as subscriptions want it
 * @param delisted whether it has stopped trading
 */
public record Listing(String coin, boolean delisted) {

    /**
     * The {@code universe} of a {@code meta} or {@code spotMeta} answer.
     *
     * @throws MalformedFrameException when it has another shape
     */
    public static List<Listing> ofUniverse(JsonNode answer) throws MalformedFrameException {
        JsonNode universe = Fields.of(answer, "answer").array("universe");
        List<Listing> listings = new ArrayList<>(universe.size());
        for (int i = 0; i < universe.size(); i++) {
            Fields entry = Fields.of(universe.get(i), "universe[" + i + "]");
            boolean delisted = entry.has("isDelisted") && entry.flag("isDelisted");
            listings.add(new Listing(entry.text("name"), delisted));
        }
        return listings;
    }

    /**
     * Names of the HIP-3 dexes in a {@code perpDexs} answer; its first entry, null, is the main
     * dex.
     *
     * @throws MalformedFrameException when it has another shape
     */
    public static List<String> dexNames(JsonNode answer) throws MalformedFrameException {
        List<String> names = new ArrayList<>();
        for (JsonNode dex : Fields.array(answer, "answer")) {
            if (!dex.isNull()) {
                names.add(Fields.of(dex, "dex").text("name"));
            }
        }
        return names;
    }
}
