package plumbline.analysis.export;

import java.time.Instant;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitValues;
import plumbline.proto.tracking.v1.UnitsHeader;

/** Units as rows: who they are, and the integers that they contribute to each metric. */
final class UnitsCsv {
  private final Csv csv = new Csv();

  /** The row of names. */
  byte[] names(UnitsHeader header) {
    for (var name :
        new String[] {
          "unit", "variant", "first_exposure", "crossed_over", "excluded", "analysed"
        }) {
      csv.exact(name);
    }
    header.getSegmentsList().forEach(it -> csv.text("segment." + it));
    for (var metric : header.getMetricsList()) {
      for (var term : new String[] {"y", "d", "x", "z", "histogram"}) {
        csv.text(metric + "." + term);
      }
    }
    csv.endRow();
    return csv.take();
  }

  /** Some units' rows. */
  byte[] rows(Iterable<UnitRecord> units) {
    for (var unit : units) {
      csv.text(unit.getUnit())
          .text(unit.getVariant())
          .exact(time(unit))
          .exact(unit.getCrossedOver())
          .exact(unit.getExcluded())
          .exact(unit.getAnalysed());
      unit.getSegmentsList().forEach(csv::text);
      unit.getMetricsList().forEach(this::add);
      csv.endRow();
    }
    return csv.take();
  }

  private void add(UnitValues values) {
    csv.exact(values.getY())
        .exact(values.getD())
        .exact(values.getX())
        .exact(values.getZ())
        .text(histogram(values));
  }

  /** {@code bucket:events} pairs. */
  private static String histogram(UnitValues values) {
    var bars = new StringBuilder();
    for (var bar : values.getHistogramList()) {
      bars.append(bars.isEmpty() ? "" : " ").append(bar.getBucket()).append(':');
      bars.append(bar.getEvents());
    }
    return bars.toString();
  }

  private static Instant time(UnitRecord unit) {
    var time = unit.getFirstExposure();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
