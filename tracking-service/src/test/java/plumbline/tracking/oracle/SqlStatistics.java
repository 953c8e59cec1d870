package plumbline.tracking.oracle;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;

/** An experiment's statistics by plain SQL over the stored events, one query for each metric. */
public final class SqlStatistics {
  private static final long OPEN = Long.MAX_VALUE;

  /** Enrolled units: first is their first exposure in microseconds; scopes is what they are in. */
  private static final String UNITS =
      """
      WITH e AS MATERIALIZED (
        SELECT unit, event_id, (extract(epoch FROM occurred_at) * 1000000)::bigint AS at, name,
               value_micros::numeric, attributes, experiment, variant
        FROM event WHERE unit_type = {type} AND starts_with(unit, '{world}')
      ),
      x AS (
        SELECT unit, at, variant, attributes,
               row_number() OVER (PARTITION BY unit ORDER BY at, event_id) AS nth,
               min(variant) OVER (PARTITION BY unit) <> max(variant) OVER (PARTITION BY unit)
                 AS crossed_over
        FROM e WHERE experiment = '{key}' AND variant IN ({variants})
          AND at >= {start} AND at < {end}
      ),
      marked AS (
        SELECT unit, at AS first, variant, crossed_over,
               EXISTS (SELECT FROM e WHERE e.unit = x.unit AND e.at >= {start} - {lookback}
                         AND e.at <= x.at AND {excluded}) AS excluded,
               ARRAY[{scopes}] AS scopes
        FROM x WHERE nth = 1
      ),
      u AS (SELECT *, NOT excluded AND NOT (crossed_over AND {exclude}) AS analysed FROM marked)
      """;

  private static final String COUNTS =
      """
      SELECT scope || ' ' || n, sum(v)
      FROM u CROSS JOIN unnest(scopes) AS scope
      CROSS JOIN LATERAL (VALUES ('exposed', 1), ('crossed over', crossed_over::int),
        ('excluded', excluded::int), ('analysed', analysed::int)) AS t (n, v)
      GROUP BY 1
      """;

  private static final String METRIC =
      """
      , v AS (
        SELECT unit, scopes, {y} AS y, {d} AS d, {x} AS x, {z} AS z
        FROM u LEFT JOIN e USING (unit) WHERE analysed GROUP BY unit, scopes, first
      )
      SELECT scope || ' {metric} ' || n, sum(t.v)
      FROM v CROSS JOIN unnest(scopes) AS scope
      CROSS JOIN LATERAL (VALUES ('units', 1), ('y', y), ('yy', y * y), ('yyy', y * y * y),
        ('x', x), ('xx', x * x), ('xy', x * y), ('d', d), ('dd', d * d), ('dy', d * y), ('z', z),
        ('zz', z * z), ('xz', x * z), ('yz', y * z), ('dz', d * z), ('dx', d * x)) AS t (n, v)
      WHERE t.v IS NOT NULL GROUP BY 1
      """;

  private static final String BUCKETS =
      """
      SELECT format('%s {metric} [%s]', variant, CASE WHEN micros = 0 THEN 0 ELSE sign(micros)
               * (ceil(ln(abs(micros)::numeric(70, 50)) / ln(201::numeric(60, 50) / 199)) + 1)
               END::int), count(*)
      FROM (SELECT u.variant, {value} AS micros FROM u JOIN e USING (unit)
            WHERE analysed AND {condition}) AS found
      WHERE micros IS NOT NULL GROUP BY 1
      """;

  private final Experiment experiment;
  private final AnalysisPlan plan;
  private final long start;
  private final long end;
  private final long cut;
  private final String units;

  private SqlStatistics(Experiment experiment) {
    this.experiment = experiment;
    plan = experiment.getDefinition().getPlan();
    start = Timestamps.toMicros(experiment.getStartTime());
    cut = experiment.hasHaltTime() ? Timestamps.toMicros(experiment.getHaltTime()) : OPEN;
    var stop = experiment.hasStopTime() ? Timestamps.toMicros(experiment.getStopTime()) : OPEN;
    var longest =
        plan.hasMaximumDuration() ? start + Durations.toMicros(plan.getMaximumDuration()) : OPEN;
    end = Math.min(cut, Math.min(stop, longest));
    units = units();
  }

  /** By the names of {@link Sums}, all but what is matured. */
  public static Map<String, BigInteger> of(Connection connection, Experiment experiment)
      throws SQLException {
    var sql = new SqlStatistics(experiment);
    var sums = new Sums();
    add(connection, sql.units + COUNTS, sums);
    for (var each : experiment.getDefinition().getMetricsList()) {
      var metric = each.getMetric();
      add(connection, sql.units + sql.metric(metric), sums);
      if (metric.getKind() == MetricKind.METRIC_KIND_QUANTILE) {
        add(connection, sql.units + sql.buckets(metric), sums);
      }
    }
    return sums.named();
  }

  private static void add(Connection connection, String query, Sums sums) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        sums.add(rows.getString(1), rows.getBigDecimal(2).toBigIntegerExact());
      }
    }
  }

  private static String filled(String template, Map<String, String> values) {
    var text = template;
    for (var value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private String units() {
    var definition = experiment.getDefinition();
    var excluded =
        plan.getExclusionsList().stream()
            .map(rule -> Rule.of(rule).sql)
            .collect(Collectors.joining(" OR ", "(false OR ", ")"));
    return filled(
        UNITS,
        Map.of(
            "type", String.valueOf(definition.getUnitTypeValue()),
            "key", experiment.getKey(),
            "world", experiment.getKey().replaceFirst("[0-9]+$", ""),
            "variants",
                definition.getVariantsList().stream()
                    .map(variant -> "'" + variant.getKey() + "'")
                    .collect(Collectors.joining(", ")),
            "start", String.valueOf(start),
            "end", String.valueOf(end),
            "lookback", String.valueOf(lookback()),
            "excluded", plan.getExclusionsCount() == 0 ? "false" : excluded,
            "exclude", String.valueOf(plan.getCrossover() == CrossoverRule.CROSSOVER_RULE_EXCLUDE),
            "scopes", scopes()));
  }

  private long lookback() {
    return plan.hasCovariate() ? Durations.toMicros(plan.getCovariate().getLookback()) : 0;
  }

  private String scopes() {
    var scopes = new ArrayList<String>();
    scopes.add("variant");
    scopes.add(
        "variant || ' ' || to_char(to_timestamp(at / 1000000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')");
    for (var segment : plan.getSegmentsList()) {
      scopes.add(
          """
          variant || ' %1$s=' || CASE WHEN jsonb_typeof(attributes->'%1$s') = 'number'
            THEN trim_scale((attributes->>'%1$s')::numeric)::text
            ELSE coalesce(attributes->>'%1$s', '') END
          """
              .formatted(segment));
    }
    return String.join(", ", scopes);
  }

  private String metric(Metric metric) {
    var ratio = metric.getKind() == MetricKind.METRIC_KIND_RATIO;
    var back = plan.hasCovariate() && metric.getKind() != MetricKind.METRIC_KIND_QUANTILE;
    var counted = counted(metric);
    return filled(
        METRIC,
        Map.of(
            "metric", metric.getKey(),
            "y", value(metric, above(metric) + " AND " + counted),
            "x", back ? value(metric, above(metric) + " AND " + before()) : "NULL::numeric",
            "d", ratio ? below(metric, counted) : "NULL::numeric",
            "z", ratio && back ? below(metric, before()) : "NULL::numeric"));
  }

  private static String above(Metric metric) {
    return matching(metric.getEventName(), metric.getEventFilter());
  }

  private static String below(Metric metric, String inTime) {
    var events = matching(metric.getDenominatorEventName(), metric.getDenominatorEventFilter());
    return term(
        metric.getDenominator(),
        micros(metric.getDenominatorValueAttribute()),
        events + " AND " + inTime);
  }

  private static String matching(String name, String filter) {
    return "name = '%s' AND %s".formatted(name, Rule.of(filter).sql);
  }

  private String counted(Metric metric) {
    var from = "first + " + Durations.toMicros(metric.getDelay());
    var to =
        metric.hasWindow()
            ? "least(%s + %d, %d)".formatted(from, Durations.toMicros(metric.getWindow()), cut)
            : String.valueOf(end);
    return "at >= %s AND at < %s".formatted(from, to);
  }

  private String before() {
    var anchor =
        plan.getCovariate().getAnchor() == CovariateAnchor.COVARIATE_ANCHOR_START
            ? String.valueOf(start)
            : "first";
    return "at >= %1$s - %2$d AND at < %1$s".formatted(anchor, lookback());
  }

  private static String micros(String attribute) {
    return attribute.isEmpty()
        ? "value_micros"
        : """
        CASE WHEN jsonb_typeof(attributes->'%1$s') = 'number'
          THEN (attributes->>'%1$s')::numeric * 1000000 END
        """
            .formatted(attribute);
  }

  private static String value(Metric metric, String condition) {
    var micros = micros(metric.getValueAttribute());
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION ->
          "least(count(*) FILTER (WHERE %s), 1)::numeric".formatted(condition);
      case METRIC_KIND_COUNT -> term(RatioTerm.RATIO_TERM_EVENTS, micros, condition);
      case METRIC_KIND_MEAN ->
          "least(%s, greatest(%s, %s))"
              .formatted(
                  metric.hasCapMicros() ? metric.getCapMicros() : "NULL",
                  metric.hasFloorMicros() ? metric.getFloorMicros() : "NULL",
                  term(RatioTerm.RATIO_TERM_VALUES, micros, condition));
      case METRIC_KIND_RATIO -> term(metric.getNumerator(), micros, condition);
      case METRIC_KIND_QUANTILE ->
          "count(%s) FILTER (WHERE %s)::numeric".formatted(micros, condition);
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException();
    };
  }

  private static String term(RatioTerm term, String micros, String condition) {
    return term == RatioTerm.RATIO_TERM_VALUES
        ? "coalesce(sum(%s) FILTER (WHERE %s), 0)".formatted(micros, condition)
        : "count(*) FILTER (WHERE %s)::numeric".formatted(condition);
  }

  private String buckets(Metric metric) {
    return filled(
        BUCKETS,
        Map.of(
            "metric", metric.getKey(),
            "value", micros(metric.getValueAttribute()),
            "condition", above(metric) + " AND " + counted(metric)));
  }
}
