package io.hyperwatch.bridge.wire;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Strict access to the fields of one JSON object. Every reader either returns a value that is safe
 * to publish or throws naming the field by its path in the frame; fields nobody asks for are
 * tolerated.
 */
public final class Fields {

    /** 18 digits before the point: a thousand times all the units of the largest token. */
    private static final int MAX_INTEGER_DIGITS = 18;

    private static final int MAX_NUMBER_CHARS = 64;
    private static final int MAX_TEXT_CHARS = 128;

    /** 2020-01-01: the exchange is younger, and seconds or microseconds miss it by far. */
    private static final long EARLIEST_MS = 1_577_836_800_000L;

    private static final long MAX_FUTURE_MS = 60_000;
    private static final int ADDRESS_CHARS = 42;

    private final JsonNode object;
    private final String path;
    private final int index;

    /**
     * @param index of the element of an array at the path; below 0 where the path is complete. Only
     *     messages need the whole path, so it is not put together before.
     */
    private Fields(JsonNode object, String path, int index) {
        this.object = object;
        this.path = path;
        this.index = index;
    }

    /**
     * @param path where the object is in the frame, for messages
     * @throws MalformedFrameException when it is not an object
     */
    public static Fields of(JsonNode node, String path) throws MalformedFrameException {
        return of(node, path, -1);
    }

    /**
     * One element of an array.
     *
     * @param path where the array is in the frame, for messages
     * @throws MalformedFrameException when the element is not an object
     */
    public static Fields element(JsonNode array, String path, int index)
            throws MalformedFrameException {
        return of(array.get(index), path, index);
    }

    private static Fields of(JsonNode node, String path, int index) throws MalformedFrameException {
        if (node instanceof ObjectNode) {
            return new Fields(node, path, index);
        }
        String whole = new Fields(null, path, index).path();
        if (node == null || node.isNull() || node.isMissingNode()) {
            throw new MalformedFrameException(Fault.MISSING_FIELD, whole + ": missing");
        }
        throw wrongType(whole, "an object", node);
    }

    public Fields object(String name) throws MalformedFrameException {
        return of(present(name), at(name));
    }

    /** Null when absent or JSON null. */
    public Fields optionalObject(String name) throws MalformedFrameException {
        return has(name) ? object(name) : null;
    }

    public JsonNode array(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        return node instanceof ArrayNode ? node : array(node, at(name));
    }

    /**
     * @throws MalformedFrameException when the node is absent or no array
     */
    public static JsonNode array(JsonNode node, String path) throws MalformedFrameException {
        if (node == null) {
            throw new MalformedFrameException(Fault.MISSING_FIELD, path + ": missing");
        }
        if (!node.isArray()) {
            throw wrongType(path, "an array", node);
        }
        return node;
    }

    public boolean has(String name) {
        JsonNode node = object.get(name);
        return node != null && !(node instanceof NullNode);
    }

    private boolean isEmptyText(String name) {
        JsonNode node = object.get(name);
        return node != null && node.isTextual() && node.textValue().isEmpty();
    }

    /** Non-empty text of at most 128 printable characters. */
    public String text(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        if (!(node instanceof TextNode)) {
            throw wrongType(at(name), "text", node);
        }
        String text = node.textValue();
        if (text.isEmpty() || text.length() > MAX_TEXT_CHARS || !isPrintable(text)) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE,
                    at(name) + ": 1 to " + MAX_TEXT_CHARS + " printable characters expected");
        }
        return text;
    }

    /** Null when absent, JSON null or empty. */
    public String optionalText(String name) throws MalformedFrameException {
        return !has(name) || isEmptyText(name) ? null : text(name);
    }

    public boolean flag(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        if (!node.isBoolean()) {
            throw wrongType(at(name), "true or false", node);
        }
        return node.booleanValue();
    }

    /** A decimal string of any sign, as written. */
    public BigDecimal decimal(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        if (!(node instanceof TextNode)) {
            throw wrongType(at(name), "a decimal string", node);
        }
        return bounded(name, node.textValue());
    }

    /** Null when absent or JSON null. */
    public BigDecimal optionalDecimal(String name) throws MalformedFrameException {
        return has(name) ? decimal(name) : null;
    }

    public BigDecimal positive(String name) throws MalformedFrameException {
        return positive(name, decimal(name));
    }

    /** A decimal string of any sign, as the element of an array. */
    public static BigDecimal decimalText(JsonNode node, String path)
            throws MalformedFrameException {
        if (!node.isTextual()) {
            throw wrongType(path, "a decimal string", node);
        }
        return new Fields(null, "", -1).bounded(path, node.textValue());
    }

    /** A decimal string above 0, as the element of an array. */
    public static BigDecimal positiveText(JsonNode node, String path)
            throws MalformedFrameException {
        return new Fields(null, "", -1).positive(path, decimalText(node, path));
    }

    /** Null when absent or JSON null. */
    public BigDecimal optionalPositive(String name) throws MalformedFrameException {
        return has(name) ? positive(name) : null;
    }

    /** A positive decimal that the exchange documents as a number and sends as a string. */
    public BigDecimal positiveNumberOrText(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        if (!node.isNumber()) {
            return positive(name);
        }
        BigDecimal number = node.decimalValue();
        if (Math.abs((long) number.scale()) > MAX_NUMBER_CHARS
                || number.precision() > MAX_NUMBER_CHARS) {
            throw new MalformedFrameException(Fault.BAD_NUMBER, at(name) + ": number too long");
        }
        return positive(name, bounded(name, number.toPlainString()));
    }

    public BigDecimal notNegative(String name) throws MalformedFrameException {
        BigDecimal value = decimal(name);
        if (value.signum() < 0) {
            throw new MalformedFrameException(
                    Fault.BAD_NUMBER, at(name) + ": negative: " + value.toPlainString());
        }
        return value;
    }

    /** An id: a whole JSON number from 0. */
    public long id(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        if (!node.isIntegralNumber()) {
            throw wrongType(at(name), "a whole number", node);
        }
        if (!node.canConvertToLong() || node.longValue() < 0) {
            throw new MalformedFrameException(Fault.BAD_NUMBER, at(name) + ": out of range");
        }
        return node.longValue();
    }

    /** A whole JSON number from 0 that fits an int: a count, a setting. */
    public int small(String name) throws MalformedFrameException {
        long value = id(name);
        if (value > Integer.MAX_VALUE) {
            throw new MalformedFrameException(Fault.BAD_NUMBER, at(name) + ": out of range");
        }
        return (int) value;
    }

    /** Null when absent or JSON null. */
    public Integer optionalSmall(String name) throws MalformedFrameException {
        return has(name) ? Integer.valueOf(small(name)) : null;
    }

    /** Null when absent or JSON null. */
    public Long optionalId(String name) throws MalformedFrameException {
        return has(name) ? Long.valueOf(id(name)) : null;
    }

    /**
     * An exchange time in epoch milliseconds.
     *
     * @throws MalformedFrameException also when it lies before 2020 (seconds instead of
     *     milliseconds) or more than 60 s after receipt
     */
    public long time(String name, long receivedAtMs) throws MalformedFrameException {
        return time(present(name), () -> at(name), receivedAtMs);
    }

    /** The same for the element of an array. */
    public static long time(JsonNode node, String path, long receivedAtMs)
            throws MalformedFrameException {
        return time(node, () -> path, receivedAtMs);
    }

    private static long time(JsonNode node, Supplier<String> path, long receivedAtMs)
            throws MalformedFrameException {
        if (!node.isIntegralNumber()) {
            throw wrongType(path.get(), "epoch milliseconds", node);
        }
        if (!node.canConvertToLong() || node.longValue() < EARLIEST_MS) {
            throw new MalformedFrameException(
                    Fault.BAD_TIME, path.get() + ": not epoch milliseconds since 2020");
        }
        long time = node.longValue();
        if (time > receivedAtMs + MAX_FUTURE_MS) {
            throw new MalformedFrameException(
                    Fault.BAD_TIME, path.get() + ": more than 60 s in the future: " + time);
        }
        return time;
    }

    /** {@code 0x} and 40 hex digits, returned in lower case. */
    public String address(String name) throws MalformedFrameException {
        JsonNode node = present(name);
        String address = lowerCaseAddress(node);
        return address != null ? address : address(node, at(name));
    }

    /** Null when absent or JSON null. */
    public String optionalAddress(String name) throws MalformedFrameException {
        return has(name) ? address(name) : null;
    }

    /**
     * @throws MalformedFrameException when the node is no address
     */
    public static String address(JsonNode node, String path) throws MalformedFrameException {
        if (!node.isTextual()) {
            throw wrongType(path, "an address", node);
        }
        String address = lowerCaseAddress(node);
        if (address == null) {
            throw new MalformedFrameException(
                    Fault.BAD_ADDRESS, path + ": 0x and 40 hex digits expected");
        }
        return address;
    }

    /** Null where the node is no address. */
    private static String lowerCaseAddress(JsonNode node) {
        if (!(node instanceof TextNode)) {
            return null;
        }
        String address = node.textValue().toLowerCase(Locale.ROOT);
        return isAddress(address) ? address : null;
    }

    /** Whether the text is {@code 0x} and 40 hex digits. */
    public static boolean isAddress(String text) {
        if (text.length() != ADDRESS_CHARS || !text.startsWith("0x")) {
            return false;
        }
        for (int i = 2; i < ADDRESS_CHARS; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }

    /** The path of a field of this object in the frame. */
    public String at(String name) {
        String whole = path();
        return whole.isEmpty() ? name : whole + "." + name;
    }

    private String path() {
        return index < 0 ? path : path + "[" + index + "]";
    }

    private JsonNode present(String name) throws MalformedFrameException {
        JsonNode node = object.get(name);
        if (node == null || node instanceof NullNode) {
            throw new MalformedFrameException(Fault.MISSING_FIELD, at(name) + ": missing");
        }
        return node;
    }

    private BigDecimal bounded(String name, String text) throws MalformedFrameException {
        BigDecimal value;
        try {
            value = EventCodec.decimal(text);
        } catch (MalformedEventException e) {
            throw new MalformedFrameException(Fault.BAD_NUMBER, at(name) + ": " + e.getMessage());
        }
        if (value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
            throw new MalformedFrameException(Fault.BAD_NUMBER, at(name) + ": too large: " + text);
        }
        return value;
    }

    private BigDecimal positive(String name, BigDecimal value) throws MalformedFrameException {
        if (value.signum() <= 0) {
            throw new MalformedFrameException(
                    Fault.BAD_NUMBER, at(name) + ": not positive: " + value.toPlainString());
        }
        return value;
    }

    /** No control character and no half of a surrogate pair. */
    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                continue;
            }
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static MalformedFrameException wrongType(String path, String expected, JsonNode node) {
        return new MalformedFrameException(
                Fault.WRONG_TYPE,
                path
                        + ": "
                        + expected
                        + " expected, got "
                        + node.getNodeType().name().toLowerCase(Locale.ROOT));
    }
}
