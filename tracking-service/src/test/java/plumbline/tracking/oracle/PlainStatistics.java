package plumbline.tracking.oracle;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.Event;

/**
 * An experiment's statistics from all of its events, one unit after the other, each by looking at
 * its events again and again.
 */
public final class PlainStatistics {
  private static final long OPEN = Long.MAX_VALUE;

  private final Experiment experiment;
  private final AnalysisPlan plan;
  private final long start;
  private final long end;
  private final long cut;
  private final long complete;
  private final Sums sums = new Sums();

  private PlainStatistics(Experiment experiment, Instant complete) {
    this.experiment = experiment;
    this.plan = experiment.getDefinition().getPlan();
    this.complete = complete.toEpochMilli() * 1_000;
    start = Timestamps.toMicros(experiment.getStartTime());
    cut = experiment.hasHaltTime() ? Timestamps.toMicros(experiment.getHaltTime()) : OPEN;
    var stopped = experiment.hasStopTime() ? Timestamps.toMicros(experiment.getStopTime()) : OPEN;
    var longest =
        plan.hasMaximumDuration() ? start + Durations.toMicros(plan.getMaximumDuration()) : OPEN;
    end = Math.min(Math.min(stopped, longest), cut);
  }

  /**
   * By the names of {@link Sums}.
   *
   * @param events each once
   * @param complete time of occurrence before which nothing more is expected
   */
  public static Map<String, BigInteger> of(
      Experiment experiment, List<Event> events, Instant complete) {
    var all = new PlainStatistics(experiment, complete);
    var type =
        experiment.getDefinition().getUnitType() == UnitType.UNIT_TYPE_USER ? "user" : "account";
    var byUnit = new TreeMap<String, List<Event>>();
    for (var event : events) {
      var unit = event.getUnitsMap().get(type);
      if (unit != null) {
        byUnit.computeIfAbsent(unit, _ -> new ArrayList<>()).add(event);
      }
    }
    byUnit.values().forEach(all::addUnit);
    return all.sums.named();
  }

  private static long at(Event event) {
    return Timestamps.toMicros(event.getOccurredAt());
  }

  private static String idInHex(Event event) {
    return HexFormat.of().formatHex(event.getEventId().getBytes(StandardCharsets.UTF_8));
  }

  private boolean enrols(Event event) {
    return event.hasExposure()
        && event.getExposure().getExperiment().equals(experiment.getKey())
        && variants().contains(event.getExposure().getVariant())
        && at(event) >= start
        && at(event) < end;
  }

  private List<String> variants() {
    return experiment.getDefinition().getVariantsList().stream().map(Variant::getKey).toList();
  }

  private static @Nullable Event earliest(List<Event> exposures) {
    Event first = null;
    for (var event : exposures) {
      if (first == null
          || at(event) < at(first)
          || (at(event) == at(first) && idInHex(event).compareTo(idInHex(first)) < 0)) {
        first = event;
      }
    }
    return first;
  }

  private void addUnit(List<Event> events) {
    var exposures = events.stream().filter(this::enrols).toList();
    var first = earliest(exposures);
    if (first == null) {
      return;
    }
    var variant = first.getExposure().getVariant();
    var crossedOver =
        exposures.stream().anyMatch(it -> !it.getExposure().getVariant().equals(variant));
    var excluded = isExcluded(events, at(first));
    var analysed =
        !excluded && !(crossedOver && plan.getCrossover() == CrossoverRule.CROSSOVER_RULE_EXCLUDE);
    for (var scope : scopes(first)) {
      sums.add(scope + " exposed", 1);
      sums.add(scope + " crossed over", crossedOver ? 1 : 0);
      sums.add(scope + " excluded", excluded ? 1 : 0);
      sums.add(scope + " analysed", analysed ? 1 : 0);
    }
    if (analysed) {
      for (var metric : experiment.getDefinition().getMetricsList()) {
        addMetric(metric.getMetric(), events, first);
      }
    }
  }

  private long lookback() {
    return plan.hasCovariate() ? Durations.toMicros(plan.getCovariate().getLookback()) : 0;
  }

  private boolean isExcluded(List<Event> events, long first) {
    for (var event : events) {
      for (var rule : plan.getExclusionsList()) {
        if (at(event) >= start - lookback()
            && at(event) <= first
            && Rule.of(rule).holds(event.getAttributesMap())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The variant as a whole, its day, and its segments' values. */
  private List<String> scopes(Event first) {
    var variant = first.getExposure().getVariant();
    var scopes = new ArrayList<>(List.of(variant, variant + " " + Sums.day(at(first))));
    for (var segment : plan.getSegmentsList()) {
      scopes.add(variant + " " + segment + "=" + text(first, segment));
    }
    return scopes;
  }

  private static String text(Event event, String attribute) {
    var value = event.getAttributesMap().get(attribute);
    if (value == null) {
      return "";
    }
    return switch (value.getKindCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue() ? "true" : "false";
      // The three that there are.
      case NUMBER_VALUE ->
          value.getNumberValue() == 2.5 ? "2.5" : value.getNumberValue() == 1 ? "1" : "100";
      case KIND_NOT_SET -> "";
    };
  }

  private void addMetric(Metric metric, List<Event> events, Event first) {
    var from = at(first) + Durations.toMicros(metric.getDelay());
    var to =
        metric.hasWindow() ? Math.min(from + Durations.toMicros(metric.getWindow()), cut) : end;
    var unit = new PlainUnit(metric, events);
    var values = unit.values(from, to, "y", "d");
    if (plan.hasCovariate()) {
      var anchor =
          plan.getCovariate().getAnchor() == CovariateAnchor.COVARIATE_ANCHOR_START
              ? start
              : at(first);
      values.putAll(unit.covariates(anchor - lookback(), anchor));
    }
    var scopes = scopes(first);
    var whole = new ArrayList<>(List.of(scopes.getFirst()));
    if (isMature(metric, at(first))) {
      whole.add(scopes.getFirst() + " matured");
      scopes.add(scopes.getFirst() + " matured");
    }
    scopes.forEach(scope -> addProducts(scope + " " + metric.getKey() + " ", values));
    for (var scope : whole) {
      unit.buckets(from, to)
          .forEach(bucket -> sums.add("%s %s [%d]".formatted(scope, metric.getKey(), bucket), 1));
    }
  }

  private void addProducts(String prefix, Map<String, BigDecimal> values) {
    sums.add(prefix + "units", 1);
    values.forEach((one, value) -> {
      sums.add(prefix + one, value.toBigIntegerExact());
      values.forEach((other, another) -> {
        if (one.compareTo(other) <= 0) {
          sums.add(prefix + one + other, value.multiply(another).toBigIntegerExact());
        }
      });
    });
    sums.add(prefix + "yyy", values.getOrDefault("y", BigDecimal.ZERO).pow(3).toBigIntegerExact());
  }

  /**
   * Whether all that counts for units of that whole day has happened, if anything is cut or not.
   */
  private boolean isMature(Metric metric, long first) {
    if (complete >= cut || (!metric.hasWindow() && complete >= end)) {
      return true;
    }
    var day = Sums.day(first).plusDays(1).toEpochDay() * 86_400_000_000L;
    var needed = Durations.toMicros(metric.getDelay()) + Durations.toMicros(metric.getWindow());
    return metric.hasWindow() && day + needed <= complete;
  }
}
