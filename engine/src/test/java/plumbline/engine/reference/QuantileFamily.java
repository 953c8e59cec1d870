package plumbline.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import plumbline.engine.statistics.ArmResult;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.LiftTest;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.QuantileRanks;
import plumbline.engine.statistics.RawQuantile;
import plumbline.engine.statistics.SampleQuantile;
import plumbline.engine.statistics.WelchTest;

/** Quantiles of raw values and of published bounds, against gbstats, numpy and scipy. */
final class QuantileFamily {
  private QuantileFamily() {}

  static void check(ReferenceCase c) {
    switch (c.text("kind")) {
      case "summary" -> compare(c, "", ofBounds(c, "control"), ofBounds(c, "treatment"));
      case "raw_iid", "raw_clustered" -> raw(c);
      default -> c.skip(c.text("kind"));
    }
  }

  private static ArmResult ofBounds(ReferenceCase c, String arm) {
    JsonNode input = c.input(arm);
    return arm(
        RawQuantile.ofBounds(
            input.get("q").asDouble(),
            new Interval(input.get("q_lower").asDouble(), input.get("q_upper").asDouble()),
            input.get("n").longValue(),
            c.number("nu")));
  }

  private static void raw(ReferenceCase c) {
    List<double[]> control = units(c, "control");
    List<double[]> treatment = units(c, "treatment");
    ArmResult controlAlone = alone(c, "control", control);
    ArmResult treatmentAlone = alone(c, "treatment", treatment);
    compare(c, "iid.", controlAlone, treatmentAlone);
    if (c.text("kind").equals("raw_iid")) {
      compare(c, "", controlAlone, treatmentAlone);
    } else {
      compare(
          c, "clustered.", clustered(c, "control", control), clustered(c, "treatment", treatment));
    }
  }

  private static ArmResult alone(ReferenceCase c, String arm, List<double[]> units) {
    double nu = c.number("nu");
    double[] values = units.stream().flatMapToDouble(DoubleStream::of).toArray();
    SampleQuantile sample = new SampleQuantile(values);
    c.check(arm + ".n", sample.n());
    c.check(arm + ".q", sample.at(nu).orElseThrow());
    // At 95 %, whatever the test's level.
    QuantileRanks.of(values.length, nu, 0.05)
        .ifPresentOrElse(
            ranks -> {
              c.check(arm + ".binomial_ci.lower_rank", ranks.lower());
              c.check(arm + ".binomial_ci.upper_rank", ranks.upper());
            },
            () -> c.checkNotDefined(arm + ".binomial_ci"));
    sample.exactInterval(nu, 0.05).ifPresent(exact -> c.check(arm + ".binomial_ci.ci", exact));
    var result = RawQuantile.independent(values, nu);
    if (result instanceof RawQuantile.Estimated got) {
      c.check(arm + ".q_lower", got.bounds().lower());
      c.check(arm + ".q_upper", got.bounds().upper());
      c.check(arm + ".se_iid", got.standardError());
      c.check(arm + ".se", got.standardError());
    }
    return arm(result);
  }

  private static ArmResult clustered(ReferenceCase c, String arm, List<double[]> units) {
    var result = RawQuantile.clustered(units, c.number("nu"));
    if (result instanceof RawQuantile.Estimated got) {
      c.check(arm + ".clusters", got.units());
      c.check(arm + ".se_clustered", got.standardError());
    }
    return arm(result);
  }

  /** With degrees of freedom over values, as gbstats counts them; ours are over units. */
  private static ArmResult arm(RawQuantile.Result result) {
    return switch (result) {
      case NotDefined none -> none;
      case RawQuantile.Estimated got ->
          new ArmSummary(
              got.values(), got.value(), Math.pow(got.standardError(), 2) * got.values());
    };
  }

  private static void compare(
      ReferenceCase c, String prefix, ArmResult control, ArmResult treatment) {
    double alpha = c.number("alpha");
    RatioFamily.absolute(c, prefix + "absolute", new WelchTest(alpha).compare(control, treatment));
    if (control instanceof ArmSummary from && treatment instanceof ArmSummary to) {
      LiftTest relative = new LiftTest(alpha, LiftTest.Method.DELTA);
      LiftFamily.check(c, prefix + "relative", relative.compare(from, to));
    } else {
      c.checkNotDefined(prefix + "relative");
    }
  }

  /** Each unit's values: by the file's column of the user, if it has one; the last is the value. */
  private static List<double[]> units(ReferenceCase c, String arm) {
    if (!c.has("file")) {
      return DoubleStream.of(c.numbers(arm)).mapToObj(value -> new double[] {value}).toList();
    }
    Map<String, List<Double>> units = new LinkedHashMap<>();
    for (String[] row : rows(ReferenceFolder.file(c.text("file")))) {
      boolean ofUnits = row.length > 2;
      if (row[ofUnits ? 1 : 0].equals(arm)) {
        String unit = ofUnits ? row[0] : "row " + units.size();
        units
            .computeIfAbsent(unit, _ -> new ArrayList<>())
            .add(Double.valueOf(row[row.length - 1]));
      }
    }
    return units.values().stream()
        .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  private static List<String[]> rows(Path csv) {
    try {
      return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
