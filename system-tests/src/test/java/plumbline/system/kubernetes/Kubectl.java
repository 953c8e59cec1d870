package plumbline.system.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The real kubectl. Where it is missing, the checks that need it fail: skipped, they'd look passed.
 */
record Kubectl(String executable) {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  Kubectl() {
    this("kubectl");
  }

  /** What `kubectl apply -k` would send for this directory. */
  String kustomize(Path directory) {
    try {
      var output = Files.createTempFile("kustomize", ".yaml");
      var errors = Files.createTempFile("kustomize", ".err");
      try {
        return run(directory, output, errors);
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + executable + " kustomize", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + executable + " ran", e);
    }
  }

  // Both outputs go to files: nobody has to drain a pipe, so neither can block the process.
  private String run(Path directory, Path output, Path errors)
      throws IOException, InterruptedException {
    var process =
        start(
            new ProcessBuilder(executable, "kustomize", directory.toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile()));
    if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(executable + " kustomize was not done after " + TIMEOUT);
    }
    if (process.exitValue() != 0) {
      throw new AssertionError(
          executable + " kustomize " + directory + " refused: " + Files.readString(errors));
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError(
          """
          `%s` is not on the PATH, and the Kubernetes checks need it (1.30 or later): \
          https://kubernetes.io/docs/tasks/tools/\
          """
              .formatted(executable),
          e);
    }
  }
}
