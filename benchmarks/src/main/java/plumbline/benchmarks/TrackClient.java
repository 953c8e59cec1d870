package plumbline.benchmarks;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.KnownLength;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.proto.tracking.v1.TrackingServiceGrpc;

/** One gRPC connection that sends batches as bytes, and sees that every event is accepted. */
public final class TrackClient implements ClosedLoop.Client<PreparedBatch>, AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final MethodDescriptor<byte[], TrackResponse> TRACK =
      TrackingServiceGrpc.getTrackMethod().toBuilder(
              new Bytes(), ProtoUtils.marshaller(TrackResponse.getDefaultInstance()))
          .build();
  private static final CallOptions OPTIONS = CallOptions.DEFAULT.withWaitForReady();

  private final ManagedChannel connection;
  private final Channel calls;

  public TrackClient(int port, String token) {
    connection = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    calls =
        ClientInterceptors.intercept(
            connection, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** Sends a batch and waits for its acknowledgement. */
  @Override
  public void run(PreparedBatch batch) {
    check(batch, ClientCalls.blockingUnaryCall(calls, TRACK, options(), batch.request()));
  }

  /** Sends a batch and does not wait. */
  public void send(PreparedBatch batch, StreamObserver<TrackResponse> answer) {
    ClientCalls.asyncUnaryCall(calls.newCall(TRACK, options()), batch.request(), answer);
  }

  /**
   * Sees that the whole batch was taken.
   *
   * @throws IllegalStateException if it was not
   */
  static void check(PreparedBatch batch, TrackResponse response) {
    var accepted = 0;
    for (var result : response.getResultsList()) {
      if (result.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED) {
        accepted++;
      }
    }
    if (accepted != batch.size()) {
      throw new IllegalStateException(accepted + " of " + batch.size() + " events were accepted");
    }
  }

  @Override
  public void close() throws InterruptedException {
    connection.shutdownNow();
    connection.awaitTermination(5, TimeUnit.SECONDS);
  }

  private static CallOptions options() {
    return OPTIONS.withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  /** A request that is bytes already. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new KnownBytes(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Its length is known, so it is framed without a copy in between. */
  private static final class KnownBytes extends ByteArrayInputStream implements KnownLength {
    KnownBytes(byte[] bytes) {
      super(bytes);
    }
  }
}
