package plumbline.system.intake;

import io.grpc.StatusRuntimeException;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.TrackRequest;

/** A call for each batch, over gRPC. */
record UnaryCourier(StackClients connection) implements Courier {
  @Override
  public Attempt send(TrackRequest batch) {
    try {
      return new Attempt.Stored(connection.tracking().track(batch));
    } catch (StatusRuntimeException e) {
      return Attempt.failed(e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
