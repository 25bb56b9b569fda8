package io.hyperwatch.sinks;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.time.Instant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(
        packages = "io.hyperwatch.sinks",
        importOptions = ImportOption.DoNotIncludeTests.class)
class SinksArchitectureTest {

    @ArchTest
    static final ArchRule clocks_are_given_not_read =
            noClasses()
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule only_Variables_reads_the_environment =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(Variables.class.getName())
                    .should()
                    .callMethod(System.class, "getenv", String.class)
                    .orShould()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule deliveries_know_no_database =
            noClasses()
                    .that()
                    .resideInAnyPackage("..webhook..", "..delivery..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..postgres..");

    @ArchTest
    static final ArchRule the_plan_knows_no_channel =
            noClasses()
                    .that()
                    .resideInAPackage("..delivery..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("..webhook..");
}
