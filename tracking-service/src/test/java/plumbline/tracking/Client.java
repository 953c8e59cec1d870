package plumbline.tracking;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.proto.tracking.v1.EraseUnitRequest;
import plumbline.proto.tracking.v1.EraseUnitResponse;
import plumbline.proto.tracking.v1.ErasureServiceGrpc;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.IntakeServiceGrpc;
import plumbline.proto.tracking.v1.StatisticsServiceGrpc;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackStreamRequest;
import plumbline.proto.tracking.v1.TrackStreamResponse;
import plumbline.proto.tracking.v1.TrackingServiceGrpc;

/** A caller with a token, or without one. */
final class Client implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  final TrackingServiceGrpc.TrackingServiceBlockingStub tracking;
  final StatisticsServiceGrpc.StatisticsServiceBlockingStub statistics;
  final ErasureServiceGrpc.ErasureServiceBlockingStub erasure;
  final IntakeServiceGrpc.IntakeServiceBlockingStub intake;
  final ManagedChannel channel;
  private final Channel calls;

  private Client(@Nullable String token) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", Servers.GRPC_PORT).usePlaintext().build();
    var headers = new Metadata();
    if (token != null) {
      headers.put(AUTHORIZATION, "Bearer " + token);
    }
    calls =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    tracking = TrackingServiceGrpc.newBlockingStub(calls);
    statistics = StatisticsServiceGrpc.newBlockingStub(calls);
    erasure = ErasureServiceGrpc.newBlockingStub(calls);
    intake = IntakeServiceGrpc.newBlockingStub(calls);
  }

  static Client as(String role) {
    return new Client(Servers.token(role, Duration.ofMinutes(10)));
  }

  static Client named(String name) {
    return new Client(Servers.token(name, "client", Duration.ofMinutes(10)));
  }

  static Client withToken(@Nullable String token) {
    return new Client(token);
  }

  List<EventResult> track(Event... events) {
    return track(Arrays.asList(events));
  }

  List<EventResult> track(List<Event> events) {
    return tracking.track(TrackRequest.newBuilder().addAllEvents(events).build()).getResultsList();
  }

  /** Sends and does not wait for the answer. */
  void trackLater(List<Event> events) {
    var request = TrackRequest.newBuilder().addAllEvents(events).build();
    var _ = TrackingServiceGrpc.newFutureStub(calls).track(request);
  }

  ClientCallStreamObserver<TrackStreamRequest> trackStream(
      ClientResponseObserver<TrackStreamRequest, TrackStreamResponse> answers) {
    return (ClientCallStreamObserver<TrackStreamRequest>)
        TrackingServiceGrpc.newStub(calls).trackStream(answers);
  }

  ExperimentStatistics statistics(String experiment) {
    return statistics
        .getStatistics(GetStatisticsRequest.newBuilder().setExperiment(experiment).build())
        .getStatistics();
  }

  EraseUnitResponse erase(String unitType, String unit) {
    return erasure.eraseUnit(
        EraseUnitRequest.newBuilder().setUnitType(unitType).setUnit(unit).build());
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
