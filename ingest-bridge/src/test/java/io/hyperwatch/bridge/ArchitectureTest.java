package io.hyperwatch.bridge;

import io.hyperwatch.bridge.relay.BridgeClock;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@AnalyzeClasses(
        packages = "io.hyperwatch.bridge",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_FLINK =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule KAFKA_ONLY_WHERE_IT_IS_PUBLISHED =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("..publish..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule NORMALIZING_IS_PURE =
            classes()
                    .that()
                    .resideInAnyPackage("..wire..", "..normalize..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                            "io.hyperwatch.bridge.wire..",
                                            "io.hyperwatch.bridge.normalize..",
                                            "io.hyperwatch.bridge.publish..",
                                            "io.hyperwatch.events..",
                                            "io.hyperwatch.json..",
                                            "io.hyperwatch.topics..",
                                            "com.fasterxml.jackson..",
                                            "org.slf4j..",
                                            "java.lang..",
                                            "java.math..",
                                            "java.util..",
                                            "java.io..")
                                    .or(type(URI.class)));

    @ArchTest
    static final ArchRule ONE_WALL_CLOCK =
            noClasses()
                    .that()
                    .areNotAssignableTo(BridgeClock.class)
                    .should()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.hyperwatch.bridge.(*)..").should().beFreeOfCycles();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.flink.api.common.functions.Function",
                "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment",
                "org.apache.flink.connector.kafka.source.KafkaSource"
            })
    void flinkIsNotOnTheClasspath(String className) {
        assertThatThrownBy(() -> Class.forName(className))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
