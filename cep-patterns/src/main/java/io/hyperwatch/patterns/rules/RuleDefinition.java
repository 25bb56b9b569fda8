package io.hyperwatch.patterns.rules;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a rule is called, what can be set on it, and how it begins.
 *
 * @param rule id, as in alerts
 * @param type record of the parameters; its compact constructor throws an {@link
 *     IllegalArgumentException} that names the parameter and what is wrong with it
 * @param defaults in force before any change
 * @param state in force before any change
 */
public record RuleDefinition<P>(String rule, Class<P> type, P defaults, RuleState state) {

    /** Version of the defaults. */
    public static final int FIRST_VERSION = 1;

    private static final ObjectMapper STRICT =
            EventCodec.mapper()
                    .copy()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE);

    public static <P> RuleDefinition<P> active(String rule, Class<P> type, P defaults) {
        return new RuleDefinition<>(rule, type, defaults, RuleState.ACTIVE);
    }

    /** The defaults as the first change of the topic. */
    public RuleChange seed() {
        return new RuleChange(
                rule, RuleScope.ALL, FIRST_VERSION, json(defaults), state, 0, "defaults");
    }

    public InForce<P> inForceAtFirst() {
        return new InForce<>(FIRST_VERSION, state, defaults);
    }

    /** All parameters, as canonical JSON. */
    public String json(P parameters) {
        return CanonicalJson.write(CanonicalJson.read(STRICT.valueToTree(parameters).toString()));
    }

    /**
     * The parameters that a chain of changes makes, from the widest scope to the narrowest, each
     * taking the place of what it names.
     *
     * @param overlays JSON objects
     * @throws IllegalArgumentException in one sentence for the one who wrote the change
     */
    public P parse(Iterable<String> overlays) {
        ObjectNode merged = STRICT.valueToTree(defaults);
        try {
            for (String overlay : overlays) {
                merged.setAll(plain(overlay));
            }
            return STRICT.treeToValue(merged, type);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    "%s has no parameter %s; it has %s"
                            .formatted(rule, e.getPropertyName(), names(merged, e)));
        } catch (ValueInstantiationException e) {
            throw new IllegalArgumentException(
                    rule + ": " + (e.getCause() == null ? e : e.getCause()).getMessage());
        } catch (MismatchedInputException e) {
            throw new IllegalArgumentException(
                    "%s: %s is wrong: %s".formatted(rule, field(e), e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(rule + ": " + e.getOriginalMessage());
        }
    }

    /** People write numbers, the codec wants decimals as text. */
    private static ObjectNode plain(String overlay) throws JsonProcessingException {
        JsonNode node =
                STRICT.reader()
                        .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .readTree(overlay);
        if (!(node instanceof ObjectNode object)) {
            throw new IllegalArgumentException("parameters must be a JSON object");
        }
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()) {
                throw new IllegalArgumentException(field.getKey() + " must not be null");
            }
            if (value.isNumber()) {
                plain.put(
                        field.getKey(),
                        new BigDecimal(value.asText()).stripTrailingZeros().toPlainString());
            } else {
                plain.set(field.getKey(), value);
            }
        }
        return plain;
    }

    private static String field(MismatchedInputException e) {
        return e.getPath().isEmpty() ? "a parameter" : e.getPath().get(0).getFieldName();
    }

    private static String names(ObjectNode merged, UnrecognizedPropertyException e) {
        return merged.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals(e.getPropertyName()))
                .collect(Collectors.joining(", "));
    }
}
