package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.ElementTexts;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireFrame;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the elements of an array one by one: a bad one never takes its neighbours with it. */
final class Elements {

    /** Turns one element into events. */
    interface Reader {
        void read(Fields element, int index) throws MalformedFrameException;
    }

    private Elements() {}

    /**
     * @param path names that lead to the array within the frame
     */
    static void forEach(
            WireFrame frame, JsonNode array, Drafts out, Reader reader, String... path) {
        forEach(frame, array, false, out, reader, path);
    }

    /**
     * @param backwards from the last element to the first
     */
    static void forEach(
            WireFrame frame,
            JsonNode array,
            boolean backwards,
            Drafts out,
            Reader reader,
            String... path) {
        String name = String.join(".", path);
        ElementTexts texts = null;
        for (int n = 0; n < array.size(); n++) {
            int i = backwards ? array.size() - 1 - n : n;
            try {
                reader.read(Fields.of(array.get(i), name + "[" + i + "]"), i);
            } catch (MalformedFrameException e) {
                texts = texts == null ? ElementTexts.of(frame.text(), path) : texts;
                out.deadLetter(e, texts.get(i), i);
            }
        }
    }
}
