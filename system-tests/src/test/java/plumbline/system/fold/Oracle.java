package plumbline.system.fold;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the statistics must be, as plain SQL over the raw events: a line for each variant, and for
 * each of its days and countries. Nothing of it is the fold's.
 */
final class Oracle {
  private static final List<String> PRODUCTS = List.of("y", "yy", "yyy", "x", "xx", "xy");
  private static final List<String> RATIO =
      List.of("d", "dd", "yd", "z", "zz", "xz", "yz", "dz", "xd");

  private Oracle() {}

  static String of(Plan plan) {
    var stop = plan.stop() == null ? "infinity" : plan.stop().toString();
    return UNITS
        .replace(":experiment", "'" + plan.key() + "'")
        .replace(":start", "'" + plan.start() + "'::timestamptz")
        .replace(":stop", "'" + stop + "'::timestamptz")
        .replace(":lookback", "interval '" + Plan.LOOKBACK.toSeconds() + " s'")
        .replace(":delay", "interval '" + Plan.DELAY.toSeconds() + " s'")
        .replace(":window", "interval '" + Plan.WINDOW.toSeconds() + " s'")
        .replace(":strict", String.valueOf(plan.strict()))
        .replace(":floor", String.valueOf(Plan.FLOOR))
        .replace(":cap", String.valueOf(Plan.CAP))
        .replace(":sums", sums());
  }

  /** In the order of the contract; the fourth metric is the ratio. */
  private static String sums() {
    return IntStream.rangeClosed(1, 4)
        .boxed()
        .flatMap(metric ->
            Stream.concat(PRODUCTS.stream(), metric == 4 ? RATIO.stream() : Stream.of())
                .map(product -> sum(product, metric)))
        .collect(Collectors.joining(", "));
  }

  private static String sum(String product, int metric) {
    return product
        .chars()
        .mapToObj(term -> Character.toString(term) + metric)
        .collect(Collectors.joining(" * ", "coalesce(sum(", ") FILTER (WHERE counts), 0)"));
  }

  private static final String UNITS =
      """
      WITH exposure AS (
        SELECT unit, variant, occurred_at AS first,
          coalesce(attributes ->> 'country', '') AS country,
          (occurred_at AT TIME ZONE 'UTC')::date AS day,
          row_number() OVER (PARTITION BY unit ORDER BY occurred_at, event_id) AS nth,
          min(variant) OVER (PARTITION BY unit) <> max(variant) OVER (PARTITION BY unit) AS crossed
        FROM event
        WHERE experiment = :experiment AND unit_type = 1 AND variant IN ('a', 'b')
          AND occurred_at >= :start AND occurred_at < :stop
      ),
      exposed AS (
        SELECT u.*, :strict AND EXISTS (
            SELECT FROM event e WHERE e.unit_type = 1 AND e.unit = u.unit
              AND e.occurred_at BETWEEN :start - :lookback AND u.first
              AND e.attributes -> 'bot' = 'true') AS excluded,
          CASE WHEN :strict THEN :start ELSE u.first END AS anchor
        FROM exposure u WHERE nth = 1
      ),
      happened AS (
        SELECT u.*, e.name, coalesce(e.value_micros, 0)::numeric AS value,
          (e.attributes ->> 'ms')::numeric >= 500 AS slow,
          e.occurred_at >= u.first AND e.occurred_at < :stop AS after,
          e.occurred_at >= u.first + :delay AND e.occurred_at < u.first + :delay + :window AS within,
          e.occurred_at >= u.anchor - :lookback AND e.occurred_at < u.anchor AS before
        FROM exposed u
        LEFT JOIN event e ON e.unit_type = 1 AND e.unit = u.unit AND e.name IN ('buy', 'view')
      ),
      amount AS (
        SELECT unit, variant, day, country, crossed, excluded,
          NOT excluded AND NOT (:strict AND crossed) AS counts,
          least(count(*) FILTER (WHERE within AND name = 'buy'), 1)::numeric AS y1,
          least(count(*) FILTER (WHERE before AND name = 'buy'), 1)::numeric AS x1,
          coalesce(sum(value) FILTER (WHERE after AND name = 'buy'), 0) AS y4,
          coalesce(sum(value) FILTER (WHERE before AND name = 'buy'), 0) AS x4,
          (count(*) FILTER (WHERE after AND name = 'view' AND slow))::numeric AS y3,
          (count(*) FILTER (WHERE before AND name = 'view' AND slow))::numeric AS x3,
          (count(*) FILTER (WHERE after AND name = 'view'))::numeric AS d4,
          (count(*) FILTER (WHERE before AND name = 'view'))::numeric AS z4
        FROM happened
        GROUP BY unit, variant, day, country, crossed, excluded
      ),
      valued AS (
        SELECT *, greatest(least(y4, :cap), :floor) AS y2, greatest(least(x4, :cap), :floor) AS x2
        FROM amount
      )
      SELECT concat_ws(' ', variant, day, 'country=' || country, count(*),
        count(*) FILTER (WHERE crossed), count(*) FILTER (WHERE excluded),
        count(*) FILTER (WHERE counts), :sums)
      FROM valued
      GROUP BY GROUPING SETS ((variant), (variant, day), (variant, country))
      """;
}
