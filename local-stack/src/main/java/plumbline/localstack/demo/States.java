package plumbline.localstack.demo;

import java.util.Locale;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.MetricRole;

/** Words of the contracts as people read them. */
final class States {
  private States() {}

  /** {@code stopped}. */
  static String word(ExperimentState state) {
    return lower(state.name(), "EXPERIMENT_STATE_");
  }

  /** {@code primary}. */
  static String word(MetricRole role) {
    return lower(role.name(), "METRIC_ROLE_");
  }

  private static String lower(String name, String prefix) {
    return name.replace(prefix, "").toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
