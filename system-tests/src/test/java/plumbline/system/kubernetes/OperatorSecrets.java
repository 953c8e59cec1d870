package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of Secrets, as {@code name/key}, that operators make of what is asked of them here. */
final class OperatorSecrets {
  /** What CloudNativePG gives the owner of a database. */
  private static final List<String> DATABASE = List.of("jdbc-uri", "uri", "username", "password");

  private static final List<String> CERTIFICATE = List.of("tls.crt", "tls.key", "ca.crt");

  private OperatorSecrets() {}

  /**
   * All that these documents ask for.
   *
   * @param used what is read; an external store holds any key of an entry
   */
  static Stream<String> keys(Documents documents, Set<String> used) {
    return Stream.of(
            documents
                .ofKind("Cluster")
                .flatMap(cluster -> DATABASE.stream().map(key -> name(cluster) + "-app/" + key)),
            documents.ofKind("Certificate").flatMap(OperatorSecrets::certificate),
            documents
                .ofKind("ExternalSecret")
                .flatMap(secret -> used.stream().filter(key -> key.startsWith(name(secret) + "/"))))
        .flatMap(keys -> keys);
  }

  private static Stream<String> certificate(JsonNode certificate) {
    var stores =
        certificate.at("/spec/keystores/pkcs12/create").asBoolean()
            ? Stream.of("truststore.p12", "keystore.p12")
            : Stream.<String>empty();
    return Stream.concat(CERTIFICATE.stream(), stores)
        .map(key -> certificate.at("/spec/secretName").asText() + "/" + key);
  }

  private static String name(JsonNode document) {
    return document.at("/metadata/name").asText();
  }
}
