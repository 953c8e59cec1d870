package plumbline.kit.definition;

import plumbline.kit.failure.Violations;
import plumbline.kit.rule.AttributeRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

/** What a metric must be, in an experiment and in the catalogue. */
public final class MetricRules {
  private static final int MAX_NAME = 128;
  private static final int MAX_ATTRIBUTE = 64;
  private static final int MAX_OWNER = 200;
  private static final int MAX_UNIT_OF_MEASURE = 16;
  private static final int MAX_DESCRIPTION = 1_000;

  private final Violations violations;
  private final Metric metric;
  private final String path;

  private MetricRules(Violations violations, Metric metric, String path) {
    this.violations = violations;
    this.metric = metric;
    this.path = path;
  }

  /**
   * Adds all that is wrong with a metric that is not part of a definition.
   *
   * @param path where it stands in the request, such as {@code metric}
   */
  public static void checkWhole(Violations violations, Metric metric, String path) {
    new WellFormed(violations).check(metric, path);
    check(violations, metric, path);
  }

  /** Adds what is wrong with a metric of a definition, whose fields are well-formed. */
  public static void check(Violations violations, Metric metric, String path) {
    var rules = new MetricRules(violations, metric, path);
    violations.check(Key.isValid(metric.getKey()), path + ".key", Key.ALLOWED);
    rules.checkWords();
    rules.checkKind();
    rules.checkEvents();
    rules.checkTimes();
    rules.checkBounds();
    rules.checkRatio();
  }

  private void checkWords() {
    length(".owner", metric.getOwner(), 0, MAX_OWNER);
    length(".unit_of_measure", metric.getUnitOfMeasure(), 0, MAX_UNIT_OF_MEASURE);
    length(".description", metric.getDescription(), 0, MAX_DESCRIPTION);
    violations.check(
        metric.getDirection() != MetricDirection.METRIC_DIRECTION_UNSPECIFIED,
        path + ".direction",
        "must be " + Allowed.of(MetricDirection.getDescriptor()));
  }

  private void checkKind() {
    switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION, METRIC_KIND_COUNT, METRIC_KIND_MEAN -> {}
      case METRIC_KIND_RATIO ->
          length(".denominator_event_name", metric.getDenominatorEventName(), 1, MAX_NAME);
      case METRIC_KIND_QUANTILE ->
          violations.check(
              metric.getQuantile() > 0 && metric.getQuantile() < 1,
              path + ".quantile",
              "must be in (0, 1), such as 0.95");
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          violations.add(path + ".kind", "must be " + Allowed.of(MetricKind.getDescriptor()));
    }
  }

  private void checkEvents() {
    length(".event_name", metric.getEventName(), 1, MAX_NAME);
    AttributeRule.check(violations, path + ".event_filter", metric.getEventFilter());
    length(".value_attribute", metric.getValueAttribute(), 0, MAX_ATTRIBUTE);
    violations.check(
        metric.getValueAttribute().isEmpty() || hasValues(),
        path + ".value_attribute",
        "is for METRIC_KIND_MEAN, METRIC_KIND_QUANTILE and METRIC_KIND_RATIO with a numerator of"
            + " RATIO_TERM_VALUES: nothing else adds up values");
  }

  private boolean hasValues() {
    return switch (metric.getKind()) {
      case METRIC_KIND_MEAN, METRIC_KIND_QUANTILE -> true;
      case METRIC_KIND_RATIO -> addsValues(metric.getNumerator());
      // Said once, of the kind.
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> true;
      case METRIC_KIND_PROPORTION, METRIC_KIND_COUNT -> false;
    };
  }

  private static boolean addsValues(RatioTerm term) {
    return switch (term) {
      case RATIO_TERM_VALUES -> true;
      case RATIO_TERM_EVENTS, RATIO_TERM_UNSPECIFIED -> false;
      // Said once, of the term.
      case UNRECOGNIZED -> true;
    };
  }

  private void checkTimes() {
    Span.check(violations, path + ".delay", metric.getDelay(), Span.FROM_ZERO);
    if (metric.hasWindow()) {
      Span.check(violations, path + ".window", metric.getWindow(), Span.ABOVE_ZERO);
    }
  }

  private void checkBounds() {
    only(MetricKind.METRIC_KIND_QUANTILE, metric.hasQuantile(), ".quantile");
    only(MetricKind.METRIC_KIND_MEAN, metric.hasCapMicros(), ".cap_micros");
    only(MetricKind.METRIC_KIND_MEAN, metric.hasFloorMicros(), ".floor_micros");
    violations.check(
        !metric.hasCapMicros()
            || !metric.hasFloorMicros()
            || metric.getCapMicros() >= metric.getFloorMicros(),
        path + ".cap_micros",
        "must not be below floor_micros");
  }

  private void checkRatio() {
    ratio(metric.getNumerator() != RatioTerm.RATIO_TERM_UNSPECIFIED, ".numerator");
    ratio(metric.getDenominator() != RatioTerm.RATIO_TERM_UNSPECIFIED, ".denominator");
    ratio(!metric.getDenominatorEventName().isEmpty(), ".denominator_event_name");
    var filter = metric.getDenominatorEventFilter();
    ratio(!filter.isEmpty(), ".denominator_event_filter");
    AttributeRule.check(violations, path + ".denominator_event_filter", filter);
    var attribute = metric.getDenominatorValueAttribute();
    ratio(!attribute.isEmpty(), ".denominator_value_attribute");
    length(".denominator_value_attribute", attribute, 0, MAX_ATTRIBUTE);
    violations.check(
        attribute.isEmpty() || addsValues(metric.getDenominator()),
        path + ".denominator_value_attribute",
        "is for a denominator of RATIO_TERM_VALUES: events are counted, whatever they hold");
  }

  private void ratio(boolean set, String field) {
    only(MetricKind.METRIC_KIND_RATIO, set, field);
  }

  private void only(MetricKind kind, boolean set, String field) {
    violations.check(!set || metric.getKind() == kind, path + field, "is for " + kind + " alone");
  }

  private void length(String field, String text, int min, int max) {
    Text.checkLength(violations, path + field, text, min, max);
  }
}
