package plumbline.analysis.neighbour;

import io.grpc.Context.CancellableContext;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.StreamUnitsResponse;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitsHeader;

/** An experiment's units, some at a time. Whoever opens one closes it. */
public final class UnitStream implements Iterator<List<UnitRecord>>, AutoCloseable {
  private final CancellableContext call;
  private final Iterator<StreamUnitsResponse> messages;
  private final Function<StatusRuntimeException, Failure> failure;
  private @Nullable StreamUnitsResponse first;
  private UnitsHeader header = UnitsHeader.getDefaultInstance();

  UnitStream(
      CancellableContext call,
      Iterator<StreamUnitsResponse> messages,
      Function<StatusRuntimeException, Failure> failure) {
    this.call = call;
    this.messages = messages;
    this.failure = failure;
  }

  /** Waits for the first message, which says what is to come. */
  void begin() {
    try {
      var message = messages.next();
      first = message;
      header = message.getHeader();
    } catch (StatusRuntimeException e) {
      close();
      throw failure.apply(e);
    }
  }

  /** What the units have in common. */
  public UnitsHeader header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    try {
      return first != null || messages.hasNext();
    } catch (StatusRuntimeException e) {
      throw failure.apply(e);
    }
  }

  /**
   * The next units.
   *
   * @throws Failure if there are more, and they cannot be read
   */
  @Override
  public List<UnitRecord> next() {
    var begun = first;
    if (begun != null) {
      first = null;
      return begun.getUnitsList();
    }
    try {
      return messages.next().getUnitsList();
    } catch (StatusRuntimeException e) {
      throw failure.apply(e);
    }
  }

  /** Ends it, also where units are left. */
  @Override
  public void close() {
    call.cancel(null);
  }
}
