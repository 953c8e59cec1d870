package plumbline.assignment.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.assignment.code.Yaml.Kind;
import plumbline.kit.failure.Failure;

class YamlParserTest {
  private static final String JUNK = "\n\t :-[]{}&*!|>'\"%@`#,?~\u0000\ud800\ufeffa0";

  // YAML 1.2.2, section 10.3.2 (core schema, tag resolution).
  @ParameterizedTest
  @CsvSource({
    "no, TEXT", "on, TEXT", "yes, TEXT", "y, TEXT", "off, TEXT",
    "true, BOOL", "False, BOOL", "null, NULL", "~, NULL", "'', NULL",
    "12, NUMBER", "012, NUMBER", "0o14, NUMBER", "0xC, NUMBER", "+12, NUMBER",
    "1_000, TEXT", "12:30:45, TEXT", "1.5, NUMBER", "1e3, NUMBER", "-.inf, NUMBER",
    ".NaN, NUMBER", "2026-11-22, TEXT", "50%, TEXT", "0-4999, TEXT", "14d, TEXT",
    "'\"12\"', TEXT", "'\"true\"', TEXT"
  })
  void scalarsMeanWhatTheCoreSchemaSays(String scalar, Kind kind) {
    var value = member(YamlParser.parse("a: " + scalar), "a").value();
    assertThat(((Yaml.Scalar) value).kind()).isEqualTo(kind);
  }

  @Test
  void linesAreThoseOfTheNames() {
    var root = YamlParser.parse("# a comment\na: 1\n\nb:\n  - x\n  - c: 2\n");
    assertThat(member(root, "b").line()).isEqualTo(4);
    var list = (Yaml.Sequence) member(root, "b").value();
    assertThat(list.elements().get(1).line()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\na: 2 | line 2: has 'a' twice",
        "a: {b: 1, b: 2} | line 1: has 'b' twice",
        "` ` | line 1: is empty",
        "# nothing | line 1: is empty",
        "- a | line 1: must be a mapping",
        "text | line 1: must be a mapping",
        "a: 1\\n---\\nb: 2 | line 2: starts a second document",
        "a: !!str 5 | line 1: has the tag 'tag:yaml.org,2002:str'",
        "a: 1\\nb: !java.io.File {c: d} | line 2: has the tag '!java.io.File'",
        "a: *b | line 1: refers to '*b'",
        "a: &b {c: *b} | line 1: refers to '*b'",
        "a: 1\\nb: [1, 2 | is not valid YAML",
        "a: 1\\n\\tb: 2 | line 2: is not valid YAML",
        "? [a, b]\\n: 1 | line 1: has a name that is not a text",
        "~: 1 | line 1: has a name that is not a text"
      })
  void whatIsNoFileIsRefusedWithItsLine(String escaped, String said) {
    var refusal = refusal(escaped.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(refusal.violations()).hasSize(1);
    assertThat(refusal.violations().getFirst().field()).isEqualTo("yaml");
    assertThat(refusal.violations().getFirst().description()).contains(said);
  }

  @Test
  void depthAndSizeAreBounded() {
    assertThat(refusal("a: " + "[".repeat(100_000))).hasMessageContaining("deeper than 32 levels");
    assertThat(refusal("a: " + "{b: ".repeat(1_000))).hasMessageContaining("deeper than 32 levels");
    assertThat(refusal("a: " + "x".repeat(256 * 1024))).hasMessageContaining("at most 256 KiB");
    assertThat(YamlParser.parse("a: " + "[".repeat(31) + "]".repeat(31)).size()).isEqualTo(33);
  }

  @Test
  void anAliasIsWhatItStandsForUntilThatIsTooMuch() {
    var root = YamlParser.parse("a: &window {days: 7}\nb: *window");
    assertThat(member(root, "b").value()).isEqualTo(member(root, "a").value());
    var laughs =
        IntStream.range(1, 12)
            .mapToObj(i -> "a%d: &a%d [%s]".formatted(i, i, aliases(i - 1)))
            .collect(Collectors.joining("\n", "a0: &a0 lol\n", ""));
    assertThat(refusal(laughs)).hasMessageContaining("aliases that make more than 200,000 values");
  }

  /** Whatever is done to a file, the answer is a refusal with a place, and never a defect. */
  @Test
  void brokenFilesAreRefused() {
    var seed = 20_261_122;
    var random = new Random(seed);
    var definitions = new RandomDefinitions(seed);
    var whole = "";
    for (var i = 0; i < 1_000; i++) {
      whole = i % 50 == 0 ? DefinitionWriter.write("checkout", definitions.next()) : whole;
      var broken = new StringBuilder(whole);
      for (var edits = 1 + random.nextInt(4); edits > 0; edits--) {
        var at = random.nextInt(broken.length());
        broken.setCharAt(at, JUNK.charAt(random.nextInt(JUNK.length())));
      }
      try {
        DefinitionFile.parse(broken.toString());
      } catch (Failure.Invalid e) {
        assertThat(e.violations()).allMatch(it -> !it.description().isBlank());
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + i + ":\n" + broken, e);
      }
    }
  }

  private static Yaml.Member member(Yaml.Mapping mapping, String name) {
    assertThat(mapping.members()).containsKey(name);
    return Objects.requireNonNull(mapping.members().get(name));
  }

  private static String aliases(int i) {
    return IntStream.range(0, 9).mapToObj(_ -> "*a" + i).collect(Collectors.joining(", "));
  }

  private static Failure.Invalid refusal(String yaml) {
    return catchThrowableOfType(Failure.Invalid.class, () -> YamlParser.parse(yaml));
  }
}
