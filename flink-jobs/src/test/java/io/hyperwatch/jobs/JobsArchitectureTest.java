package io.hyperwatch.jobs;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(
        packages = {"io.hyperwatch.jobs", "io.hyperwatch.patterns"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class JobsArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_THE_STAMP_OF_DETECTION_READS_A_CLOCK =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("io.hyperwatch.jobs.coverage.WallClock")
                    .should(
                            callMethod(System.class, "currentTimeMillis")
                                    .or(callMethod(System.class, "nanoTime"))
                                    .or(callMethod(java.time.Instant.class, "now")));

    @ArchTest
    static final ArchRule DETECTORS_KNOW_NO_CONNECTORS =
            noClasses()
                    .that()
                    .resideInAPackage("io.hyperwatch.patterns..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink.connector..",
                            "org.apache.kafka..",
                            "io.hyperwatch.sinks..",
                            "io.hyperwatch.jobs..");
}
