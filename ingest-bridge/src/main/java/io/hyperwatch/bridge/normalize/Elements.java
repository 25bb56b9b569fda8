package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.ElementTexts;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the elements of an array one by one: a bad one never takes its neighbours with it. */
final class Elements {

    /** Turns one element into events. */
    interface ElementReader {
        void read(Fields element, int index) throws MalformedFrameException;
    }

    private Elements() {}

    /**
     * @param path names that lead to the array within the data of the input
     */
    static void forEach(Reading in, JsonNode array, ElementReader reader, String... path) {
        forEach(in, array, false, reader, path);
    }

    /**
     * @param backwards from the last element to the first
     */
    static void forEach(
            Reading in, JsonNode array, boolean backwards, ElementReader reader, String... path) {
        String name = in.at(path);
        ElementTexts texts = null;
        for (int n = 0; n < array.size(); n++) {
            int i = backwards ? array.size() - 1 - n : n;
            try {
                reader.read(Fields.element(array, name, i), i);
            } catch (MalformedFrameException e) {
                texts = texts == null ? ElementTexts.of(in.text(), in.path(path)) : texts;
                in.out().deadLetter(e, texts.get(i), i);
            }
        }
    }

    /** Whether a list of an account's history begins with its newest row. */
    static boolean isNewestFirst(JsonNode array) {
        return time(array, 0) > time(array, array.size() - 1);
    }

    /** Whether a list of an account's history begins with its oldest row. */
    static boolean isOldestFirst(JsonNode array) {
        return time(array, 0) < time(array, array.size() - 1);
    }

    private static long time(JsonNode array, int index) {
        return array.path(index).path("time").asLong();
    }
}
