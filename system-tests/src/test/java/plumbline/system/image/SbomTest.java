package plumbline.system.image;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.system.image.Dockerfile.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cyclonedx.model.Component;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bill of materials beside each packaged service. */
class SbomTest {
  /** Its pom names no licence; it is Apache 2.0, as its page says. */
  private static final Set<String> WITHOUT_LICENCE = Set.of("jcip-annotations");

  @ParameterizedTest
  @ValueSource(strings = {"assignment-service", "tracking-service", "analysis-service"})
  void itNamesEveryJarWithVersionLicenceAndDigest(String service) throws Exception {
    var target = ROOT.resolve(service).resolve("target");
    var file = target.resolve("sbom.cdx.json").toFile();
    assertThat(new JsonParser().validate(file)).as("against the schema of its version").isEmpty();

    var bom = new JsonParser().parse(file);
    assertThat(bom.getMetadata().getComponent().getName()).isEqualTo(service);
    var named = bom.getComponents().stream().map(SbomTest::jar).collect(toSet());
    assertThat(named).hasSizeGreaterThan(100).containsAll(jars(target.resolve("quarkus-app/lib")));
    assertThat(bom.getComponents())
        .allSatisfy(it -> {
          assertThat(it.getVersion()).as(it.getName()).isNotBlank();
          assertThat(it.getHashes()).as(it.getName()).isNotEmpty();
          assertThat(it.getLicenses() != null || WITHOUT_LICENCE.contains(it.getName()))
              .as("licence of " + it.getName())
              .isTrue();
        });
  }

  /** As Quarkus names the file. */
  private static String jar(Component component) {
    return component.getGroup() + "." + component.getName() + "-" + component.getVersion();
  }

  private static Set<String> jars(Path lib) throws IOException {
    try (var files = Files.walk(lib)) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(".jar"))
          .map(it -> it.substring(0, it.length() - ".jar".length()))
          .collect(toSet());
    }
  }
}
