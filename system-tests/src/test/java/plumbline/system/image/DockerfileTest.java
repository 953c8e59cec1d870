package plumbline.system.image;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.system.image.Dockerfile.ROOT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dockerfiles as k8s/base wants them, and as packaging leaves the services. */
class DockerfileTest {

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void theImageIsWhatTheDeploymentRuns(String name) throws IOException {
    var image = Dockerfile.read(name, "tracking-service").last();
    var pod = Files.readString(ROOT.resolve("k8s/base/pod.yaml"));
    var workload = Files.readString(ROOT.resolve("k8s/base/workload.yaml"));
    assertThat(pod).contains("runAsUser: 10001", "runAsGroup: 10001");
    assertThat(workload).contains("containerPort: 8080", "containerPort: 9080");
    assertThat(image.all("USER")).containsExactly("10001:10001");
    assertThat(image.all("EXPOSE")).containsExactly("8080 9080");
    assertThat(image.all("WORKDIR")).containsExactly("/app");
    // A shell is not there to be asked.
    assertThat(image.all("RUN")).isEmpty();
    assertThat(image.all("CMD")).isEmpty();
    assertThat(image.all("ENTRYPOINT")).singleElement().asString().startsWith("[");
    assertThat(image.labels())
        .containsExactlyInAnyOrder("title", "description", "version", "revision", "licenses");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native"})
  void aBaseIsNamedByATagThatMeansSomethingAndCanBePinned(String name) throws IOException {
    var file = Dockerfile.read(name, "tracking-service");
    assertThat(file.bases())
        .isNotEmpty()
        .allSatisfy(base ->
            assertThat(base).matches("[a-z0-9./-]+:[A-Za-z0-9._-]+").doesNotEndWith(":latest"));
    assertThat(file.last().all("FROM")).containsExactly("${BASE}");
    assertThat(file.bases().getLast()).contains("distroless").endsWith(":nonroot");
    assertThat(file.all("FROM")).allSatisfy(from -> assertThat(from).startsWith("${"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"assignment-service", "tracking-service", "analysis-service"})
  void whatIsCopiedIsWhatPackagingMakes(String service) throws IOException {
    for (var source : Dockerfile.read("Dockerfile.jvm", service).sources()) {
      assertThat(ROOT.resolve(source)).as(source).exists();
      assertThat(letThroughByDockerignore(source)).as(source).isTrue();
    }
    var executable = service + "/target/*-runner";
    for (var source : Dockerfile.read("Dockerfile.native", service).sources()) {
      // That one is made where there is a GraalVM.
      assertThat(source.equals(executable) || Files.exists(ROOT.resolve(source)))
          .as(source)
          .isTrue();
      assertThat(letThroughByDockerignore(source)).as(source).isTrue();
    }
  }

  @Test
  void theJvmAndTheServiceGoOnToTheImageAsTheyWereTrained() throws IOException {
    var file = Dockerfile.read("Dockerfile.jvm", "tracking-service");
    assertThat(file.all("RUN")).containsExactly("train-aot /app /app/java.options");
    assertThat(file.last().all("COPY"))
        .containsExactly(
            "--from=trained /opt/java/openjdk /opt/java/openjdk", "--from=trained /app /app");
    assertThat(file.entrypoint())
        .containsExactly(
            "/opt/java/openjdk/bin/java",
            "@/app/java.options",
            "-XX:AOTCache=/app/app.aot",
            "-jar",
            "/app/quarkus-run.jar");
    assertThat(Dockerfile.read("Dockerfile.native", "tracking-service").entrypoint())
        .containsExactly("/app/service");
  }

  @ParameterizedTest
  @CsvSource({"java.options,true", "Dockerfile.jvm,false"})
  void onlyWhatIsNeededIsSentToTheBuilder(String file, boolean sent) throws IOException {
    assertThat(letThroughByDockerignore("docker/" + file)).isEqualTo(sent);
  }

  /** The patterns in their order: the last one that matches decides. */
  private static boolean letThroughByDockerignore(String path) throws IOException {
    var through = true;
    for (var line : Files.readAllLines(ROOT.resolve(".dockerignore"))) {
      var pattern = line.startsWith("!") ? line.substring(1) : line;
      if (!line.isBlank() && !line.startsWith("#") && matches(pattern, path)) {
        through = line.startsWith("!");
      }
    }
    return through;
  }

  /** A pattern is of the path or of a folder above it. */
  private static boolean matches(String pattern, String path) {
    var matcher = ROOT.getFileSystem().getPathMatcher("glob:" + pattern);
    for (var part = Path.of(path); part != null; part = part.getParent()) {
      if (matcher.matches(part)) {
        return true;
      }
    }
    return false;
  }
}
