package io.hyperwatch.patterns;

import io.hyperwatch.patterns.feed.FlinkBridgeSilenceOperator;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(
        packages = "io.hyperwatch.patterns",
        importOptions = ImportOption.DoNotIncludeTests.class)
class PatternsArchitectureTest {

    private static final DescribedPredicate<JavaClass> HOSTS_OF_FLINK =
            DescribedPredicate.describe(
                    "have Function, Pattern or Flink in their names",
                    type ->
                            type.getName()
                                    .substring(type.getPackageName().length())
                                    .matches(".*(Function|Pattern|Flink).*"));

    @ArchTest
    static final ArchRule nothingReadsAClock =
            noClasses()
                    .should()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDate.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(OffsetDateTime.class, "now")
                    .orShould()
                    .callMethod(ZonedDateTime.class, "now")
                    .orShould()
                    .callConstructor(Date.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule coresKnowNothingOfFlink =
            classes()
                    .that(DescribedPredicate.not(HOSTS_OF_FLINK))
                    .should()
                    .onlyDependOnClassesThat(
                            DescribedPredicate.describe(
                                    "are not Flink's",
                                    type -> !type.getPackageName().startsWith("org.apache.flink")));

    @ArchTest
    static final ArchRule processingTimeIsNotUsedButToNoticeThatTheBridgeIsSilent =
            noClasses()
                    .that()
                    .doNotBelongToAnyOf(FlinkBridgeSilenceOperator.class)
                    .should()
                    .callMethodWhere(
                            DescribedPredicate.describe(
                                    "ask for processing time",
                                    call ->
                                            call.getName().contains("ProcessingTime")
                                                    && call.getTargetOwner()
                                                            .getPackageName()
                                                            .startsWith("org.apache.flink")));
}
