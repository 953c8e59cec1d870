package plumbline.localstack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import plumbline.localstack.LocalStack;

/** Who acts in the demo, one for each role, with tokens made at every start. */
final class People {
  private static final Duration LIFETIME = Duration.ofDays(7);

  private final Map<Person, String> tokens = new EnumMap<>(Person.class);
  private final Path directory;
  private final Instant expiry;

  /** A role, and the name of its person. */
  enum Person {
    ANALYST("ann"),
    EXPERIMENTER("erin"),
    REVIEWER("ravi"),
    ADMIN("ada"),
    CLIENT("shop-back-end");

    private final String subject;

    Person(String subject) {
      this.subject = subject;
    }

    String subject() {
      return subject;
    }

    String role() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  People(LocalStack stack, Instant now) throws IOException {
    this.directory = stack.people();
    Files.createDirectories(directory);
    this.expiry = now.plus(LIFETIME).truncatedTo(ChronoUnit.MINUTES);
    for (var person : Person.values()) {
      var token = stack.token(person.subject(), Set.of(person.role()), LIFETIME);
      tokens.put(person, token);
      Files.writeString(file(person), token);
    }
  }

  String token(Person person) {
    return tokens.getOrDefault(person, "");
  }

  /** Where the person's token is kept as well. */
  Path file(Person person) {
    return directory.resolve(person.role());
  }

  Path directory() {
    return directory;
  }

  Instant expiry() {
    return expiry;
  }
}
