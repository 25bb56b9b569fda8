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
            listings.add(of(Fields.of(universe.get(i), "universe[" + i + "]")));
        }
        return listings;
    }

    /**
     * Those entries of a {@code universe} that can be read.
     *
     * @throws MalformedFrameException when there is no {@code universe}
     */
    public static List<Listing> readable(JsonNode answer) throws MalformedFrameException {
        List<Listing> listings = new ArrayList<>();
        for (JsonNode entry : Fields.of(answer, "answer").array("universe")) {
            try {
                listings.add(of(Fields.of(entry, "universe")));
            } catch (MalformedFrameException e) {
                // Becomes a dead letter where the answer is turned into records.
                continue;
            }
        }
        return listings;
    }

    /**
     * One entry of a {@code universe}.
     *
     * @throws MalformedFrameException when it has another shape
     */
    public static Listing of(Fields entry) throws MalformedFrameException {
        boolean delisted = entry.has("isDelisted") && entry.flag("isDelisted");
        return new Listing(entry.text("name"), delisted);
    }

    /**
     * The dex a request is about.
     *
     * @return empty for the exchange's own, which a request names by leaving {@code dex} out or
     *     empty
     */
    public static String dexOf(JsonNode request) {
        return request.path("dex").asText("");
    }

    /**
     * The name that subscriptions want: {@code xyz:SP500} also where the exchange leaves the dex
     * out.
     *
     * @param dex empty for the exchange's own
     */
    public static String fullName(String dex, String coin) {
        return dex.isEmpty() || coin.contains(":") ? coin : dex + ":" + coin;
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
