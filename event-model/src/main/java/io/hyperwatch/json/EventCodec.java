package io.hyperwatch.json;

import io.hyperwatch.events.Side;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * JSON values of the Kafka records: snake_case names, decimals as strings exactly as the exchange
 * wrote them, enums in lower case (trade sides as the exchange writes them: {@code B}, {@code A}),
 * nulls left out. Unknown fields are ignored and unknown enum values read as {@code UNKNOWN}, so
 * that a newer writer never stops an older reader.
 */
public final class EventCodec {

    /** Longest decimal the exchange could mean; longer ones are garbage. */
    private static final int MAX_DECIMAL_CHARS = 64;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .addModule(eventModule())
                    .build();

    private EventCodec() {}

    /** The mapper itself, for schema generation and for readers of our topics. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] encode(Object event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event not writable: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * @throws MalformedEventException naming the field and what is wrong with it
     */
    public static <T> T decode(byte[] json, Class<T> type) throws MalformedEventException {
        if (json == null) {
            throw new MalformedEventException("empty record");
        }
        try {
            T event = MAPPER.readValue(json, type);
            if (event == null) {
                throw new MalformedEventException("JSON null instead of an object");
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedEventException(e.getMessage());
        }
    }

    /**
     * A decimal as the exchange writes it: optional minus, digits, optional fraction. No exponent,
     * no NaN, at most 64 characters.
     *
     * @throws MalformedEventException for anything else
     */
    public static BigDecimal decimal(String text) throws MalformedEventException {
        if (text == null || text.isEmpty() || text.length() > MAX_DECIMAL_CHARS) {
            throw new MalformedEventException(
                    text == null || text.isEmpty()
                            ? "empty decimal"
                            : "decimal of " + text.length() + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean sign = c == '-' && i == 0 && text.length() > 1;
            boolean point = c == '.' && i > 0 && i < text.length() - 1;
            if (!digit && !sign && !point) {
                throw new MalformedEventException("not a decimal: " + text);
            }
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new MalformedEventException("not a decimal: " + text);
        }
    }

    private static SimpleModule eventModule() {
        SimpleModule module = new SimpleModule("hyperwatch-events");
        module.addSerializer(new PlainDecimalSerializer());
        module.addDeserializer(BigDecimal.class, new PlainDecimalDeserializer());
        module.addSerializer(new LowerCaseEnumSerializer());
        return module;
    }

    private static final class PlainDecimalSerializer extends StdSerializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        PlainDecimalSerializer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.toPlainString());
        }
    }

    private static final class PlainDecimalDeserializer extends StdDeserializer<BigDecimal> {
        private static final long serialVersionUID = 1L;

        PlainDecimalDeserializer() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return (BigDecimal)
                        context.handleUnexpectedToken(
                                BigDecimal.class,
                                in.currentToken(),
                                in,
                                "%s must be a decimal string",
                                in.currentName());
            }
            try {
                return decimal(in.getText());
            } catch (MalformedEventException e) {
                throw context.weirdStringException(in.getText(), BigDecimal.class, e.getMessage());
            }
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class LowerCaseEnumSerializer extends StdSerializer<Enum> {
        private static final long serialVersionUID = 1L;

        LowerCaseEnumSerializer() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(
                    value instanceof Side ? value.name() : value.name().toLowerCase(Locale.ROOT));
        }
    }
}
