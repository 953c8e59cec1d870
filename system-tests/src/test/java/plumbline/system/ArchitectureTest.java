package plumbline.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the code, held by the classes as they were compiled. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("..");
  private static final List<String> SERVICES = List.of("assignment", "tracking", "analysis");

  @Test
  void theEngineKnowsNoFramework() {
    classes()
        .that()
        .resideInAPackage("plumbline.engine..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "plumbline.engine..", "java..", "org.apache.commons.math3..", "org.jspecify..")
        .check(module("engine"));
  }

  @Test
  void callersTakeInNothingOfOurs() {
    classes()
        .that()
        .resideInAPackage("plumbline.openfeature..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "plumbline.openfeature..",
            "java..",
            "dev.openfeature.sdk..",
            "com.google.gson..",
            "org.slf4j..",
            "org.jspecify..")
        .check(module("openfeature"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"assignment", "tracking", "analysis"})
  void aServiceKnowsNoOtherService(String service) {
    var others =
        SERVICES.stream()
            .filter(other -> !other.equals(service))
            .map(other -> "plumbline." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(module(service + "-service"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"assignment", "tracking", "analysis"})
  void aServiceHasNoCyclesBetweenItsFeatures(String service) {
    slices()
        .matching("plumbline." + service + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(module(service + "-service"));
  }

  @Test
  void theKitAndTheEngineKnowNoService() {
    var services = SERVICES.stream().map(it -> "plumbline." + it + "..").toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(services)
        .check(new ClassFileImporter().importPaths(classesOf("engine"), classesOf("service-kit")));
  }

  @Test
  void nobodyWaitsForAUniForever() {
    noClasses()
        .should()
        .callMethod(io.smallrye.mutiny.groups.UniAwait.class, "indefinitely")
        .check(
            new ClassFileImporter()
                .importPaths(
                    Stream.of("assignment-service", "tracking-service", "analysis-service")
                        .map(ArchitectureTest::classesOf)
                        .toList()));
  }

  private static JavaClasses module(String name) {
    var imported = new ClassFileImporter().importPath(classesOf(name));
    assertThat(imported).as("compiled classes of " + name).isNotEmpty();
    return imported;
  }

  private static Path classesOf(String module) {
    return ROOT.resolve(module).resolve("target/classes");
  }
}
