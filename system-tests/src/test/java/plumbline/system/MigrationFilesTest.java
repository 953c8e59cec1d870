package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.localstack.StackOptions;

/**
 * A migration leaves the version before working, as replicas of both run side by side during a
 * rollout, and after one is taken back: it adds, or says why what it does is safe all the same.
 */
class MigrationFilesTest {
  /** What was there when this rule came, by service; these do not change any more. */
  private static final Map<String, Integer> BEFORE_THE_RULE =
      Map.of("assignment-service", 9, "tracking-service", 6, "analysis-service", 7);

  private static final Pattern VERSION = Pattern.compile("V(\\d+)__\\w+\\.sql");
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  /** With a reason of at least a few words behind it. */
  private static final Pattern EXCUSE =
      Pattern.compile("-- Safe for the version before: \\S+( \\S+){3,}");

  private static final List<Pattern> TAKES_AWAY =
      Stream.of(
              "DROP (TABLE|COLUMN|VIEW|MATERIALIZED VIEW|SCHEMA|TYPE|SEQUENCE|FUNCTION|DEFAULT|INDEX)",
              "ALTER TABLE [^;]*\\bDROP\\b",
              "RENAME",
              "TRUNCATE",
              "ALTER (COLUMN )?\\w+ (SET DATA )?TYPE",
              "SET NOT NULL",
              // Rows that the version before writes might not fit.
              "ADD (COLUMN )?(IF NOT EXISTS )?(?!CONSTRAINT)\\w+ (?=[^,;]*NOT NULL)(?![^,;]*(DEFAULT|GENERATED))[^,;]*",
              "ALTER TABLE [^;]*\\bADD (CONSTRAINT|CHECK|UNIQUE|PRIMARY KEY|FOREIGN KEY|EXCLUDE)",
              "CREATE UNIQUE INDEX")
          .map(it -> Pattern.compile("\\b" + it.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE))
          .toList();

  @Test
  void everyNewOneAddsOrSaysWhyItIsSafe() throws IOException {
    for (var service : BEFORE_THE_RULE.entrySet()) {
      var folder =
          StackOptions.currentRepository()
              .resolve(service.getKey())
              .resolve("src/main/resources/db/migration");
      try (var files = Files.list(folder)) {
        assertThat(files.filter(file -> version(file) > service.getValue()))
            .allSatisfy(file ->
                assertThat(takenAway(Files.readString(file)))
                    .as(
                        "%s must leave the version before working, or say `-- Safe for the version"
                            + " before: ` and why",
                        file.getFileName())
                    .isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE flag;",
        "drop table if exists flag;",
        "ALTER TABLE flag DROP owner;",
        "ALTER TABLE flag\n  ALTER COLUMN key TYPE varchar(10);",
        "ALTER TABLE flag ALTER key SET DATA TYPE text;",
        "ALTER TABLE flag ALTER COLUMN key SET NOT NULL;",
        "ALTER TABLE flag RENAME COLUMN key TO name;",
        "ALTER TABLE flag ADD COLUMN owner text NOT NULL;",
        "ALTER TABLE flag ADD owner text NOT NULL, ADD COLUMN b int DEFAULT 1;",
        "ALTER TABLE flag ADD CONSTRAINT short CHECK (length(key) < 10);",
        "CREATE UNIQUE INDEX ON flag (owner);",
        "TRUNCATE flag;",
        "-- Safe for the version before: yes\nDROP TABLE flag;"
      })
  void whatTakesAwayIsFound(String migration) {
    assertThat(takenAway(migration)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE owner (key text PRIMARY KEY, name text NOT NULL, UNIQUE (name));",
        "ALTER TABLE flag ADD COLUMN owner text;",
        "ALTER TABLE flag ADD COLUMN owner text NOT NULL DEFAULT '';",
        "CREATE INDEX ON flag (owner);",
        "-- DROP TABLE flag; would be wrong\nCREATE TABLE b (c int);",
        "-- Safe for the version before: nothing has read it since 0.2.\nDROP TABLE flag;"
      })
  void whatAddsOrIsExplainedPasses(String migration) {
    assertThat(takenAway(migration)).isEmpty();
  }

  private static List<String> takenAway(String migration) {
    if (EXCUSE.matcher(migration).find()) {
      return List.of();
    }
    var statements = COMMENT.matcher(migration).replaceAll(" ");
    return TAKES_AWAY.stream()
        .flatMap(pattern -> pattern.matcher(statements).results())
        .map(found -> found.group())
        .toList();
  }

  private static int version(Path file) {
    var name = VERSION.matcher(file.getFileName().toString());
    assertThat(name.matches()).as("the name of %s", file).isTrue();
    return Integer.parseInt(name.group(1));
  }
}
