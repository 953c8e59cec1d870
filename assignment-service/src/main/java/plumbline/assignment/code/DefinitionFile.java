package plumbline.assignment.code;

import java.util.Set;
import java.util.regex.Pattern;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.LayerSlots;

/** An experiment as a file says it. Whether the definition is valid is for others to say. */
final class DefinitionFile {
  static final String ROOT = "definition";
  private static final Set<String> APART = Set.of("key", "layer", "metrics", "guardrails");
  private static final Pattern SLOTS = Pattern.compile("([0-9]{1,4}) ?- ?([0-9]{1,4})");

  private final Problems problems;
  private final String key;
  private final ExperimentDefinition definition;

  private DefinitionFile(Problems problems, String key, ExperimentDefinition definition) {
    this.problems = problems;
    this.key = key;
    this.definition = definition;
  }

  /**
   * Reads a file.
   *
   * @throws Failure.Invalid naming all that cannot be read, by its path and line
   */
  static DefinitionFile parse(String yaml) {
    var file = Field.root(YamlParser.parse(yaml));
    var problems = new Problems();
    var reader = new MessageReader(problems);
    var definition = ExperimentDefinition.newBuilder();
    reader.read(file, definition, ROOT, APART);
    problems.remember(ROOT, new Place("yaml", 1));
    problems.remember("key", file.placeOf("key"));
    var values = new ValueReader(problems);
    var key = file.member("key").flatMap(values::text).orElse("");
    file.member("layer").ifPresent(it -> definition.setLayer(layer(it, problems, values)));
    new MetricsReader(problems, reader).read(file, definition);
    if (file.member("key").isEmpty()) {
      problems.add(file.placeOf("key"), "is needed: " + ExperimentKey.ALLOWED);
    }
    problems.throwIfAny();
    return new DefinitionFile(problems, key, definition.build());
  }

  private static LayerSlots layer(Field from, Problems problems, ValueReader values) {
    var layer = LayerSlots.newBuilder();
    problems.remember(ROOT + ".layer", from.place());
    problems.remember(ROOT + ".layer.layer", from.placeOf("name"));
    problems.remember(ROOT + ".layer.from_slot", from.placeOf("slots"));
    problems.remember(ROOT + ".layer.to_slot", from.placeOf("slots"));
    if (!from.isMapping()) {
      problems.add(from.place(), "must have a name and slots, such as 0-4999");
    }
    new MessageReader(problems).refuseOthers(from, Set.of("name", "slots"));
    from.member("name").flatMap(values::text).ifPresent(layer::setLayer);
    var slots = SLOTS.matcher(from.member("slots").flatMap(values::text).orElse(""));
    if (slots.matches() && number(slots.group(1)) <= number(slots.group(2))) {
      layer.setFromSlot(number(slots.group(1))).setToSlot(number(slots.group(2)) + 1);
    } else {
      problems.add(
          from.placeOf("slots"), "must be the first and the last slot, 0 to 9999, such as 0-4999");
    }
    return layer.build();
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  String key() {
    return key;
  }

  ExperimentDefinition definition() {
    return definition;
  }

  /** What is wrong with the definition, in the file's terms. */
  Failure.Invalid inFile(Failure.Invalid failure) {
    return new Failure.Invalid(failure.violations().stream().map(problems::inFile).toList());
  }

  /** Throws what was found wrong with the definition, in the file's terms. */
  void throwIfAny(Violations violations) {
    if (!violations.found().isEmpty()) {
      throw inFile(new Failure.Invalid(violations.found()));
    }
  }
}
