package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.proto.analysis.v1.Estimate;

/** Estimates as a chart takes them: what is not defined is null. */
final class Estimates {
  private Estimates() {}

  static List<@Nullable Double> values(List<Estimate> estimates) {
    var values = new ArrayList<@Nullable Double>();
    estimates.forEach(it -> values.add(it.hasValue() ? Double.valueOf(it.getValue()) : null));
    return values;
  }

  static List<@Nullable Double> lower(List<Estimate> estimates) {
    var values = new ArrayList<@Nullable Double>();
    estimates.forEach(it -> values.add(it.hasLower() ? Double.valueOf(it.getLower()) : null));
    return values;
  }

  static List<@Nullable Double> upper(List<Estimate> estimates) {
    var values = new ArrayList<@Nullable Double>();
    estimates.forEach(it -> values.add(it.hasUpper() ? Double.valueOf(it.getUpper()) : null));
    return values;
  }
}
