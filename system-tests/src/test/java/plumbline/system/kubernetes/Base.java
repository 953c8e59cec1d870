package plumbline.system.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where base and overlays lie, and what they render to. */
final class Base {
  private static final String MARK = "k8s/base/kustomization.yaml";

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

  // Tests run in the module's directory under Maven and often in the root in an editor.
  static Path root() {
    return Stream.<Path>iterate(
            Path.of("").toAbsolutePath(), path -> path.getParent() != null, Base::parent)
        .filter(path -> Files.exists(path.resolve(MARK)))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + MARK + " above " + Path.of("").toAbsolutePath()));
  }

  private static Path parent(Path path) {
    var parent = path.getParent();
    return parent == null ? path : parent;
  }
}
