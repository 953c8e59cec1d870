package plumbline.system.image;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.system.image.Dockerfile.ROOT;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.localstack.Service;
import plumbline.system.Stack;

/**
 * What the image does when it is built and started, without an image: the same files, the same
 * training, the same command line, and the deployment's options, at real servers.
 */
@Tag("long")
class ImageStartTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path app;

  @ParameterizedTest
  @EnumSource
  void aTrainedServiceStartsByItsCacheAndAnswers(Service service) throws Exception {
    var name = service.processName();
    copy(ROOT.resolve(name).resolve("target/quarkus-app"), app);
    Files.copy(ROOT.resolve("docker/java.options"), app.resolve("java.options"));
    train();
    var files = list();
    assertThat(files).contains("app.aot");

    var process =
        Stack.get()
            .replica(
                service,
                entrypoint(name),
                // A cache that does not fit ends the process, so that it is seen.
                Map.of("JAVA_TOOL_OPTIONS", deployed() + " -XX:AOTMode=on"));
    try (process) {
      process.launch();
      process.awaitReady();
      assertThat(status(process.httpPort(), "/v1/openapi.json")).isEqualTo(200);
      assertThat(status(process.httpPort(), "/q/metrics")).isEqualTo(200);
      assertThat(Files.readString(process.logFile())).doesNotContain("[warning][aot]");
      assertThat(list()).as("nothing is written but to /tmp").isEqualTo(files);
    }
  }

  /** As docker/Dockerfile.jvm trains. */
  private void train() throws IOException, InterruptedException {
    var log = Files.createTempFile("training", ".log");
    var training =
        new ProcessBuilder(
                ROOT.resolve("bin/train-aot").toString(),
                app.toString(),
                app.resolve("java.options").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(training.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(training.exitValue()).as(Files.readString(log)).isZero();
  }

  /** The image's, with this JVM and this folder in the place of the image's. */
  private List<String> entrypoint(String service) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Dockerfile.read("Dockerfile.jvm", service).entrypoint().stream()
        .map(word -> word.replace("/opt/java/openjdk/bin/java", java))
        .map(word -> word.replace("/app/", app + "/"))
        .toList();
  }

  /** What the deployment tells every JVM. */
  private static String deployed() throws IOException {
    return Files.readAllLines(ROOT.resolve("k8s/base/kustomization.yaml")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("- java-options="))
        .map(line -> line.substring("- java-options=".length()))
        .findFirst()
        .orElseThrow();
  }

  private static int status(int port, String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private TreeSet<String> list() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.walk(app)) {
      files.map(it -> app.relativize(it).toString()).forEach(names::add);
    }
    return names;
  }

  /** With their times, which the cache is checked by. */
  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(it -> !it.endsWith("app.aot")).toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
