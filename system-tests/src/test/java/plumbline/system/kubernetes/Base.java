package plumbline.system.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import plumbline.localstack.StackOptions;

/** Where base and overlays lie, and what they render to. */
final class Base {
  private Base() {}

  static Documents render() {
    return Documents.parse(new Kubectl().kustomize(directory()));
  }

  /** What an overlay renders to; {@code dev}, {@code production}. */
  static Documents overlay(String name) {
    return Documents.parse(new Kubectl().kustomize(root().resolve("k8s/overlays").resolve(name)));
  }

  /** All the overlays that there are. */
  static List<String> overlays() {
    try (var folders = Files.list(root().resolve("k8s/overlays"))) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SecretCommands secretCommands() {
    try {
      return SecretCommands.parse(Files.readString(root().resolve("k8s/README.md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path directory() {
    return root().resolve("k8s/base");
  }

  static Path root() {
    return StackOptions.currentRepository();
  }
}
