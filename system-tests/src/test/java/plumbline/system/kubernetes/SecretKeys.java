package plumbline.system.kubernetes;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys of Secrets, as {@code name/key}: which are read, and which of them nobody makes. */
final class SecretKeys {
  private SecretKeys() {}

  /** Keys that are read, and that neither the README's commands nor an operator make. */
  static Stream<String> missing(Documents documents, SecretCommands commands) {
    var used = used(documents);
    var made = new TreeSet<>(commands.keys());
    OperatorSecrets.keys(documents, used).forEach(made::add);
    return used.stream().filter(key -> !made.contains(key));
  }

  /** The same without the README's commands: what is left to do by hand. */
  static Stream<String> byHand(Documents documents) {
    return missing(documents, new SecretCommands(Set.of()));
  }

  /** Keys of Secrets that pods read. */
  static Set<String> used(Documents documents) {
    return documents.pods().stream()
        .flatMap(workload -> Stream.concat(variables(workload), files(workload)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> variables(Workload workload) {
    return workload
        .env()
        .map(variable -> variable.at("/valueFrom/secretKeyRef"))
        .filter(reference -> !reference.isMissingNode())
        .map(it -> it.path("name").asText() + "/" + it.path("key").asText());
  }

  // Without items every key of the Secret is mounted, which no list of keys can answer for.
  private static Stream<String> files(Workload workload) {
    return workload
        .volumes()
        .map(volume -> volume.path("secret"))
        .filter(secret -> !secret.isMissingNode())
        .flatMap(secret -> {
          var name = secret.path("secretName").asText();
          return secret.path("items").isEmpty()
              ? Stream.of(name + "/*")
              : secret
                  .path("items")
                  .valueStream()
                  .map(item -> name + "/" + item.path("key").asText());
        });
  }
}
