package plumbline.analysis.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Credentials;
import plumbline.kit.identity.Role;

/** The local stack's people, whom everybody may be. */
@ApplicationScoped
class DemoPeople {
  private final Optional<Path> directory;
  private final Credentials credentials;

  @Inject
  DemoPeople(SignInConfig config, Credentials credentials) {
    this.directory = config.demoTokens();
    this.credentials = credentials;
  }

  /** Those who may see the dashboard, by role. */
  List<DemoPerson> all() {
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      return List.of();
    }
    try (var files = Files.list(directory.get())) {
      return files.flatMap(this::read).sorted(Comparator.comparing(DemoPerson::role)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<DemoPerson> read(Path file) {
    try {
      var token = Files.readString(file).strip();
      var principal = credentials.bearer(token);
      return principal.roles().contains(Role.CLIENT)
          ? Stream.of()
          : Stream.of(new DemoPerson(principal.name(), Role.names(principal.roles()), token));
    } catch (IOException | Failure.Unauthenticated notOne) {
      return Stream.of();
    }
  }

  /** One of them. */
  public record DemoPerson(String name, String role, String token) {}
}
