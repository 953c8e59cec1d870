package plumbline.tracking.statistics;

import java.util.function.Consumer;
import plumbline.proto.tracking.v1.StreamUnitsResponse;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitsHeader;

/** Gathers units into messages: few enough for any reader, and of a size that every one takes. */
final class UnitBatch {
  private static final int UNITS = 500;
  private static final int BYTES = 1 << 20;

  private final Consumer<StreamUnitsResponse> to;
  private StreamUnitsResponse.Builder message;
  private long bytes;

  UnitBatch(UnitsHeader header, Consumer<StreamUnitsResponse> to) {
    this.to = to;
    this.message = StreamUnitsResponse.newBuilder().setHeader(header);
  }

  void add(UnitRecord unit) {
    message.addUnits(unit);
    bytes += unit.getSerializedSize();
    if (message.getUnitsCount() == UNITS || bytes >= BYTES) {
      flush();
    }
  }

  /** Hands over what there is; the header at least. */
  void flush() {
    if (message.getUnitsCount() > 0 || message.hasHeader()) {
      to.accept(message.build());
      message = StreamUnitsResponse.newBuilder();
      bytes = 0;
    }
  }
}
