package plumbline.analysis.dashboard.flags;

import com.google.protobuf.Value;
import com.google.protobuf.util.Values;
import java.util.List;
import java.util.stream.Stream;
import plumbline.analysis.dashboard.field.Field;
import plumbline.analysis.dashboard.field.Option;
import plumbline.analysis.dashboard.field.Sent;
import plumbline.analysis.export.Words;
import plumbline.kit.failure.Failure;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;

/** A new flag as its form sends it. */
final class FlagForm {
  static final String PREFIX = "definition.";
  private static final String VALUE = "default_value";

  private FlagForm() {}

  /**
   * The flag that was typed.
   *
   * @throws Failure.Invalid where its default cannot be read
   */
  static CreateFlagRequest parse(Sent typed) {
    var type = type(typed.get("type"));
    var definition =
        FlagDefinition.newBuilder()
            .setDescription(typed.get("description"))
            .setOwner(typed.get("owner"))
            .setType(type)
            .setUnitType(units(typed.get("unit_type")))
            .addAllTags(tags(typed.get("tags")));
    if (!typed.get(VALUE).isEmpty() || type == FlagType.FLAG_TYPE_STRING) {
      definition.setDefaultValue(value(type, typed.get(VALUE)));
    }
    return CreateFlagRequest.newBuilder()
        .setKey(typed.get("key"))
        .setDefinition(definition)
        .build();
  }

  private static Value value(FlagType type, String text) {
    if (type == FlagType.FLAG_TYPE_STRING) {
      return Values.of(text);
    }
    try {
      return ProtoJson.parse("{\"defaultValue\": " + text + "}", FlagDefinition.newBuilder())
          .getDefaultValue();
    } catch (Failure.Invalid e) {
      throw new Failure.Invalid(
          PREFIX + VALUE, "cannot be read: true, 12, 0.5 or {\"color\": \"red\"}, by the type");
    }
  }

  private static List<String> tags(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private static FlagType type(String name) {
    return Stream.of(FlagType.values())
        .filter(it -> it != FlagType.UNRECOGNIZED && it.name().equals(name))
        .findFirst()
        .orElse(FlagType.FLAG_TYPE_UNSPECIFIED);
  }

  private static UnitType units(String name) {
    return Stream.of(UnitType.values())
        .filter(it -> it != UnitType.UNRECOGNIZED && it.name().equals(name))
        .findFirst()
        .orElse(UnitType.UNIT_TYPE_UNSPECIFIED);
  }

  static List<Field> entries(Sent typed) {
    return List.of(
        typed.text("key", "Key", "Small letters, digits, - and _; never changes.").must(),
        typed.area("description", "Description", "What it is for.").must(),
        typed.text("owner", "Owner", "The person or team that answers for it.").must(),
        typed.choice("type", "Type", "What its values are; never changes.", types()).must(),
        typed.text(
            VALUE, "Default value", "What units get that no rule is for: true, 12, 0.5, a text."),
        typed
            .choice("unit_type", "Goes by", "What rollouts and experiments go by.", unitTypes())
            .must(),
        typed.text("tags", "Tags", "Separated by commas."));
  }

  private static List<Option> types() {
    return Stream.of(FlagType.values())
        .filter(it -> it != FlagType.UNRECOGNIZED && it != FlagType.FLAG_TYPE_UNSPECIFIED)
        .map(it -> new Option(it.name(), FlagWords.type(it)))
        .toList();
  }

  private static List<Option> unitTypes() {
    return Stream.of(UnitType.values())
        .filter(it -> it != UnitType.UNRECOGNIZED && it != UnitType.UNIT_TYPE_UNSPECIFIED)
        .map(it -> new Option(it.name(), Words.of(it)))
        .toList();
  }
}
