package plumbline.analysis.page;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.engine.analysis.Figures;

/**
 * A chart and, for who cannot see it, the same as a table. In a template {@code {#include
 * page/chart chart=view.chart /}}; assets/charts.js draws it with ECharts.
 *
 * @param id unique on the page
 * @param title what it shows, in a sentence
 * @param x what each point is of
 * @param xName what x is
 * @param yName what y is
 * @param format {@code number}, {@code count}, {@code share}, or {@code percent} for a share with
 *     its sign
 * @param lines horizontal lines to be held against
 */
public record Chart(
    String id,
    String title,
    List<String> x,
    String xName,
    String yName,
    String format,
    List<Series> series,
    List<Line> lines) {

  public Chart {
    x = List.copyOf(x);
    series = List.copyOf(series);
    lines = List.copyOf(lines);
  }

  /**
   * What is drawn. A value that is not there is null.
   *
   * @param kind {@code line}, {@code bar}, or {@code stack} for bars on one another
   * @param lower lower end of a band around a line; empty: no band
   * @param upper likewise
   */
  public record Series(
      String name,
      String kind,
      List<@Nullable Double> values,
      List<@Nullable Double> lower,
      List<@Nullable Double> upper) {
    /** Without a band. */
    public static Series of(String name, String kind, List<@Nullable Double> values) {
      return new Series(name, kind, values, List.of(), List.of());
    }
  }

  /** A horizontal line. */
  public record Line(String name, double value) {}

  /** One row of the table: a point's x, then each series' value and band in words. */
  public record Row(String x, List<String> cells) {}

  /** For the script. */
  public String json() {
    var all = new JsonArray();
    series.forEach(it ->
        all.add(
            new JsonObject()
                .put("name", it.name)
                .put("kind", it.kind)
                .put("values", new JsonArray(new ArrayList<>(it.values)))
                .put("lower", new JsonArray(new ArrayList<>(it.lower)))
                .put("upper", new JsonArray(new ArrayList<>(it.upper)))));
    var marks = new JsonArray();
    lines.forEach(it -> marks.add(new JsonObject().put("name", it.name).put("value", it.value)));
    return new JsonObject()
        .put("x", new JsonArray(new ArrayList<>(x)))
        .put("xName", xName)
        .put("yName", yName)
        .put("format", format)
        .put("series", all)
        .put("lines", marks)
        .encode();
  }

  /** For the table. */
  public List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (var i = 0; i < x.size(); i++) {
      var cells = new ArrayList<String>();
      for (var it : series) {
        cells.add(cell(it, i));
      }
      rows.add(new Row(x.get(i), cells));
    }
    return rows;
  }

  private String cell(Series of, int i) {
    var value = of.values.get(i);
    if (value == null) {
      return "\u2013";
    }
    return i < of.lower.size() && of.lower.get(i) != null && of.upper.get(i) != null
        ? words(value) + " (" + words(of.lower.get(i)) + " to " + words(of.upper.get(i)) + ")"
        : words(value);
  }

  private String words(double value) {
    return switch (format) {
      case "percent" -> Figures.signedPercent(value);
      case "share" -> Figures.percent(value);
      case "count" -> Figures.count(Math.round(value));
      default -> Figures.value(value);
    };
  }
}
