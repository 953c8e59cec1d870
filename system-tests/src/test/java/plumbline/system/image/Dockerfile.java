package plumbline.system.image;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import plumbline.localstack.StackOptions;

/**
 * The instructions of a Dockerfile, one a line, with SERVICE filled in: what a test can hold where
 * there is nothing that builds images.
 *
 * @param lines without comments
 */
record Dockerfile(List<String> lines) {
  static final Path ROOT = StackOptions.currentRepository();

  static Dockerfile read(String name, String service) throws IOException {
    var text =
        Files.readString(ROOT.resolve("docker").resolve(name))
            .replaceAll("(?m)^\\s*#.*\n", "")
            .replaceAll("\\\\\n\\s*", "")
            .replace("${SERVICE}", service);
    return new Dockerfile(text.lines().filter(line -> !line.isBlank()).toList());
  }

  /** What follows an instruction, each time that it is there. */
  List<String> all(String instruction) {
    return lines.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1).strip())
        .toList();
  }

  /** The last stage alone: what the image is. */
  Dockerfile last() {
    var from = 0;
    for (var i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("FROM ")) {
        from = i;
      }
    }
    return new Dockerfile(lines.subList(from, lines.size()));
  }

  /** Sources of each COPY that takes them from the repository. */
  List<String> sources() {
    return all("COPY").stream()
        .filter(it -> !it.startsWith("--from"))
        .flatMap(it -> {
          var words = new ArrayList<>(List.of(it.split("\\s+")));
          words.removeLast();
          return words.stream();
        })
        .toList();
  }

  /** Defaults of the arguments that name base images. */
  List<String> bases() {
    return all("ARG").stream()
        .filter(it -> it.startsWith("JVM=") || it.startsWith("BASE="))
        .map(it -> it.substring(it.indexOf('=') + 1))
        .toList();
  }

  /** Program and arguments, which no shell is asked to take apart. */
  List<String> entrypoint() throws IOException {
    return new ObjectMapper()
        .readValue(all("ENTRYPOINT").getFirst(), new TypeReference<List<String>>() {});
  }

  /** What the image is labelled with, without the name space. */
  List<String> labels() {
    return Stream.of(String.join(" ", all("LABEL")).split("\"\\s*"))
        .filter(it -> it.startsWith("org.opencontainers.image."))
        .map(it -> it.substring("org.opencontainers.image.".length(), it.indexOf('=')))
        .toList();
  }
}
