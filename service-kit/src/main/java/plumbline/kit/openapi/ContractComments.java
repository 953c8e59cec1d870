package plumbline.kit.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What the contracts say about each of their parts. Descriptors carry no comments at run time, so
 * they are read from the contracts' files, which are in their jar.
 */
final class ContractComments {
  private final Map<String, Map<String, String>> byFile = new HashMap<>();

  /**
   * The comment, in one line; empty if there is none.
   *
   * @param file the contract, such as {@code plumbline/analysis/v1/analysis_service.proto}
   * @param fullName of a message, field, enum, service or RPC; an enum's value as its enum's member
   */
  String of(String file, String fullName) {
    return byFile.computeIfAbsent(file, ContractComments::read).getOrDefault(fullName, "");
  }

  private static Map<String, String> read(String file) {
    try (var contract = ContractComments.class.getResourceAsStream("/" + file)) {
      if (contract == null) {
        throw new IllegalStateException("the contract " + file + " is not in its jar");
      }
      return CommentScanner.scan(new String(contract.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
