package io.hyperwatch.rules;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link RuleChange} as JSON, with the names of the table's columns. {@code effective_from} is
 * written as UTC text; read also as epoch milliseconds.
 */
public final class RuleChangeJson {

    private RuleChangeJson() {}

    public static byte[] encode(RuleChange change) {
        Map<String, Object> fields = CanonicalJson.object();
        fields.put("rule", change.rule());
        fields.put("scope", change.scope());
        fields.put("version", change.version());
        fields.put("parameters", CanonicalJson.read(change.parameters()));
        fields.put("state", change.state().wireName());
        fields.put("effective_from", CanonicalJson.time(change.effectiveFromMs()));
        fields.put("changed_by", change.changedBy());
        return CanonicalJson.write(fields).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Says nothing about whether the rule and its parameters exist.
     *
     * @throws MalformedEventException naming the field that is wrong
     */
    public static RuleChange decode(byte[] json) throws MalformedEventException {
        return of(EventCodec.decode(json, JsonNode.class));
    }

    /**
     * @throws MalformedEventException naming the field that is wrong
     */
    public static RuleChange of(JsonNode node) throws MalformedEventException {
        String rule = node.path("rule").asText("");
        if (rule.isEmpty()) {
            throw new MalformedEventException("rule is missing");
        }
        String scope = node.path("scope").asText(RuleScope.ALL);
        if (!RuleScope.isValid(scope)) {
            throw new MalformedEventException(
                    "scope must be *, coin:NAME or account:0x and 40 lower-case hex digits, not "
                            + scope);
        }
        JsonNode version = node.path("version");
        if (!version.isInt() || version.intValue() < 1) {
            throw new MalformedEventException("version must be a whole number from 1");
        }
        JsonNode parameters = node.path("parameters");
        if (!parameters.isMissingNode() && !parameters.isNull() && !parameters.isObject()) {
            throw new MalformedEventException("parameters must be an object");
        }
        return new RuleChange(
                rule,
                scope,
                version.intValue(),
                parameters.isObject()
                        ? CanonicalJson.write(CanonicalJson.read(parameters.toString()))
                        : "{}",
                state(node.path("state").asText(RuleState.ACTIVE.wireName())),
                timeMs(node.path("effective_from")),
                node.path("changed_by").asText(""));
    }

    private static RuleState state(String name) throws MalformedEventException {
        for (RuleState state : RuleState.values()) {
            if (state != RuleState.UNKNOWN
                    && state.wireName().equals(name.toLowerCase(Locale.ROOT))) {
                return state;
            }
        }
        throw new MalformedEventException("state must be active, paused or shadow, not " + name);
    }

    private static long timeMs(JsonNode time) throws MalformedEventException {
        if (time.isMissingNode() || time.isNull()) {
            throw new MalformedEventException("effective_from is missing");
        }
        if (time.isIntegralNumber() && time.canConvertToLong() && time.longValue() >= 0) {
            return time.longValue();
        }
        try {
            return parseTime(time.asText());
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedEventException(
                    "effective_from must be a time like 2025-10-10T21:15:00Z, not "
                            + time.asText());
        }
    }

    /**
     * @throws DateTimeException unless the text is ISO-8601 with an offset
     */
    public static long parseTime(String text) {
        return text.endsWith("Z")
                ? Instant.parse(text).toEpochMilli()
                : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
}
