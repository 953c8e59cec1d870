package plumbline.assignment.exposure;

import com.google.protobuf.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.kit.rule.AttributeRule;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.tracking.v1.AttributeValue;

/**
 * Which of a request's attributes an experiment's exposures carry: those by which its plan splits
 * or leaves out units, and no others, as what nobody needs is not kept. Made once a definition.
 */
public final class ExposureAttributes {
  /** Of a plan that names none. */
  public static final ExposureAttributes NONE = new ExposureAttributes(List.of());

  // What tracking-service takes of one event.
  private static final int MOST = 32;
  private static final int MAX_NAME = 64;
  // All strings of one exposure: a full batch is to fit in one request, a full buffer in memory.
  private static final int MAX_TEXT = 1_024;

  private final List<String> names;

  private ExposureAttributes(List<String> names) {
    this.names = names;
  }

  /** What its exposures carry; none unless it runs, as nothing else exposes. */
  public static ExposureAttributes of(Experiment experiment) {
    return experiment.getState() == ExperimentState.EXPERIMENT_STATE_RUNNING
        ? of(experiment.getDefinition().getPlan())
        : NONE;
  }

  private static ExposureAttributes of(AnalysisPlan plan) {
    var names = new LinkedHashSet<>(plan.getSegmentsList());
    plan.getExclusionsList().forEach(rule -> names.addAll(AttributeRule.attributes(rule)));
    names.removeIf(name -> !isName(name));
    return names.isEmpty() ? NONE : new ExposureAttributes(List.copyOf(names));
  }

  /**
   * The attributes that an exposure carries. What tracking-service would refuse is left out, rather
   * than losing the exposure: what is no scalar, more than 32, more than 1,024 characters of
   * strings together. Segments come first, then the rules' in their order.
   */
  Map<String, AttributeValue> of(Map<String, Value> request) {
    if (names.isEmpty()) {
      return Map.of();
    }
    var carried = new HashMap<String, AttributeValue>();
    var room = MAX_TEXT;
    for (var name : names) {
      var value = scalar(request.get(name), room);
      if (value != null && carried.size() < MOST) {
        carried.put(name, value);
        room -= value.getStringValue().length();
      }
    }
    return carried;
  }

  private static @Nullable AttributeValue scalar(@Nullable Value value, int room) {
    if (value == null) {
      return null;
    }
    var carried = AttributeValue.newBuilder();
    return switch (value.getKindCase()) {
      case BOOL_VALUE -> carried.setBoolValue(value.getBoolValue()).build();
      case NUMBER_VALUE ->
          Double.isFinite(value.getNumberValue())
              ? carried.setNumberValue(value.getNumberValue()).build()
              : null;
      case STRING_VALUE ->
          value.getStringValue().length() <= room && isText(value.getStringValue())
              ? carried.setStringValue(value.getStringValue()).build()
              : null;
      case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET -> null;
    };
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= MAX_NAME
        && isText(name)
        && name.chars().noneMatch(Character::isISOControl);
  }

  /** Neither NUL nor half a surrogate pair, which JSON can write. */
  private static boolean isText(String text) {
    return text.codePoints()
        .noneMatch(it -> it == 0 || Character.getType(it) == Character.SURROGATE);
  }
}
