package io.hyperwatch.json;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.LeaderboardEntry;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Signal;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.events.Trade;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.topics.Topic;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON Schema files in {@code event-model/schema/} are generated from the records: {@code mvn
 * test -pl event-model -Dtest=SchemaTest -Dschema.write=true} writes them anew.
 */
class SchemaTest {

    private static final Path FOLDER = Path.of("schema");
    private static final Set<String> JSON_COLUMNS =
            Set.of("details", "evidence", "coverage", "parameters");

    /** Their times are text, their JSON columns objects. */
    private static final Set<Class<?>> TEXT_TIMES = Set.of(Alert.class, RuleChange.class);

    private static Map<Topic, Class<?>> values() {
        Map<Topic, Class<?>> values = new LinkedHashMap<>();
        values.put(Topic.TRADES, Trade.class);
        values.put(Topic.PRICES, Price.class);
        values.put(Topic.FILLS, Fill.class);
        values.put(Topic.DEAD_LETTERS, DeadLetter.class);
        values.put(Topic.LIQUIDATIONS, LiquidationFill.class);
        values.put(Topic.DERIVED_CANDLES, Candle.class);
        values.put(Topic.ALERTS, Alert.class);
        values.put(Topic.INCIDENTS, Incident.class);
        values.put(Topic.DELIVERIES, Delivery.class);
        values.put(Topic.BOOKS, Book.class);
        values.put(Topic.CANDLES, ExchangeCandle.class);
        values.put(Topic.FUNDING_RATES, FundingRate.class);
        values.put(Topic.LEADERBOARD, LeaderboardEntry.class);
        values.put(Topic.INSTRUMENTS, Instrument.class);
        values.put(Topic.COVERAGE, CoverageEvent.class);
        values.put(Topic.TRACKING_REQUESTS, TrackingRequest.class);
        values.put(Topic.VAULTS, VaultSnapshot.class);
        values.put(Topic.ACCOUNT_STATES, AccountState.class);
        values.put(Topic.ORDERS, OrderUpdate.class);
        values.put(Topic.LEDGER, LedgerEntry.class);
        values.put(Topic.USER_FUNDINGS, FundingPayment.class);
        values.put(Topic.POSITION_EVENTS, PositionEvent.class);
        values.put(Topic.SIGNALS, Signal.class);
        values.put(Topic.RULES, RuleChange.class);
        return values;
    }

    @TestFactory
    Stream<DynamicTest> theCheckedInSchemaIsThatOfTheCode() {
        return values().entrySet().stream()
                .map(
                        value ->
                                DynamicTest.dynamicTest(
                                        value.getKey().topicName(),
                                        () -> check(value.getKey(), value.getValue())));
    }

    private static void check(Topic topic, Class<?> type) throws Exception {
        String schema = generate(topic, type);
        Path file = FOLDER.resolve(topic.topicName() + ".json");
        if (Boolean.getBoolean("schema.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, schema);
        }
        assertThat(file).hasContent(schema);
    }

    private static String generate(Topic topic, Class<?> type) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        SchemaGeneratorConfigBuilder builder =
                new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        builder.forFields()
                .withIgnoreCheck(field -> field.getType().isInstanceOf(Provenance.class))
                .withPropertyNameOverrideResolver(SchemaTest::jsonName)
                .withRequiredCheck(field -> field.getType().getErasedType().isPrimitive());
        builder.forTypesInGeneral()
                .withCustomDefinitionProvider(
                        (declared, context) -> {
                            ObjectNode node = mapper.createObjectNode();
                            if (declared.getErasedType() == BigDecimal.class) {
                                node.put("type", "string");
                                node.put("pattern", "^-?\\d+(\\.\\d+)?$");
                                return new CustomDefinition(node, true);
                            }
                            if (declared.getErasedType() == Instant.class) {
                                node.put("type", "string");
                                node.put("format", "date-time");
                                return new CustomDefinition(node, true);
                            }
                            if (declared.getErasedType() == Map.class) {
                                node.put("type", "object");
                                return new CustomDefinition(node, true);
                            }
                            if (declared.getErasedType().isEnum()) {
                                node.put("type", "string");
                                ArrayNode names = node.putArray("examples");
                                Arrays.stream(declared.getErasedType().getEnumConstants())
                                        .map(Object::toString)
                                        .filter(name -> !name.equals("UNKNOWN"))
                                        .map(
                                                name ->
                                                        declared.getErasedType() == Side.class
                                                                ? name
                                                                : name.toLowerCase(Locale.ROOT))
                                        .forEach(names::add);
                                return new CustomDefinition(node, true);
                            }
                            return null;
                        });
        builder.forFields().withTargetTypeOverridesResolver(SchemaTest::jsonType);
        JsonNode schema = new SchemaGenerator(builder.build()).generateSchema(type);
        ((ObjectNode) schema).put("title", "Value of a record of " + topic.topicName());
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    /** Alerts and rules write their times as text and their details as objects. */
    private static List<ResolvedType> jsonType(FieldScope field) {
        if (!TEXT_TIMES.contains(field.getDeclaringType().getErasedType())) {
            return null;
        }
        if (field.getDeclaredName().endsWith("Ms")) {
            return List.of(field.getContext().resolve(Instant.class));
        }
        return JSON_COLUMNS.contains(field.getDeclaredName())
                ? List.of(field.getContext().resolve(Map.class))
                : null;
    }

    private static String jsonName(FieldScope field) {
        String name = field.getDeclaredName();
        if (TEXT_TIMES.contains(field.getDeclaringType().getErasedType()) && name.endsWith("Ms")) {
            name = name.substring(0, name.length() - "Ms".length());
        }
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }
}
