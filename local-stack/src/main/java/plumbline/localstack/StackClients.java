package plumbline.localstack;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.concurrent.TimeUnit;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.GuardrailServiceGrpc;
import plumbline.proto.analysis.v1.PlanningServiceGrpc;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.FlagServiceGrpc;
import plumbline.proto.assignment.v1.GovernanceServiceGrpc;
import plumbline.proto.assignment.v1.HoldoutServiceGrpc;
import plumbline.proto.assignment.v1.MetricServiceGrpc;
import plumbline.proto.assignment.v1.SdkKeyServiceGrpc;
import plumbline.proto.tracking.v1.StatisticsServiceGrpc;
import plumbline.proto.tracking.v1.TrackingServiceGrpc;

/**
 * Stubs of all the contracts on loopback, with one caller's credential. A call without a deadline
 * of its own gets 30 seconds, streams excepted. Closing the one that was connected closes all.
 */
public final class StackClients implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final List<ManagedChannel> channels;
  private final Metadata headers;

  private StackClients(List<ManagedChannel> channels, Metadata headers) {
    this.channels = channels;
    this.headers = headers;
  }

  /** Stubs without a credential. */
  public static StackClients connect(int analysisPort, int assignmentPort, int trackingPort) {
    return new StackClients(
        List.of(channel(analysisPort), channel(assignmentPort), channel(trackingPort)),
        new Metadata());
  }

  /** The same connections with a token. */
  public StackClients as(String token) {
    var credential = new Metadata();
    credential.put(AUTHORIZATION, "Bearer " + token);
    return new StackClients(channels, credential);
  }

  public AnalysisServiceGrpc.AnalysisServiceBlockingStub analysis() {
    return AnalysisServiceGrpc.newBlockingStub(to(0));
  }

  public GuardrailServiceGrpc.GuardrailServiceBlockingStub guardrails() {
    return GuardrailServiceGrpc.newBlockingStub(to(0));
  }

  public PlanningServiceGrpc.PlanningServiceBlockingStub planning() {
    return PlanningServiceGrpc.newBlockingStub(to(0));
  }

  public ExperimentServiceGrpc.ExperimentServiceBlockingStub experiments() {
    return ExperimentServiceGrpc.newBlockingStub(to(1));
  }

  public MetricServiceGrpc.MetricServiceBlockingStub metrics() {
    return MetricServiceGrpc.newBlockingStub(to(1));
  }

  public FlagServiceGrpc.FlagServiceBlockingStub flags() {
    return FlagServiceGrpc.newBlockingStub(to(1));
  }

  public HoldoutServiceGrpc.HoldoutServiceBlockingStub holdouts() {
    return HoldoutServiceGrpc.newBlockingStub(to(1));
  }

  public SdkKeyServiceGrpc.SdkKeyServiceBlockingStub sdkKeys() {
    return SdkKeyServiceGrpc.newBlockingStub(to(1));
  }

  public GovernanceServiceGrpc.GovernanceServiceBlockingStub governance() {
    return GovernanceServiceGrpc.newBlockingStub(to(1));
  }

  public AssignmentServiceGrpc.AssignmentServiceBlockingStub assignment() {
    return AssignmentServiceGrpc.newBlockingStub(to(1));
  }

  /** For many calls in flight. */
  public AssignmentServiceGrpc.AssignmentServiceFutureStub assignmentFuture() {
    return AssignmentServiceGrpc.newFutureStub(to(1));
  }

  public TrackingServiceGrpc.TrackingServiceBlockingStub tracking() {
    return TrackingServiceGrpc.newBlockingStub(to(2));
  }

  /** For several batches in flight. */
  public TrackingServiceGrpc.TrackingServiceFutureStub trackingFuture() {
    return TrackingServiceGrpc.newFutureStub(to(2));
  }

  /** For streams of batches. */
  public TrackingServiceGrpc.TrackingServiceStub trackingStream() {
    return TrackingServiceGrpc.newStub(to(2));
  }

  public StatisticsServiceGrpc.StatisticsServiceBlockingStub statistics() {
    return StatisticsServiceGrpc.newBlockingStub(to(2));
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    for (var channel : channels) {
      try {
        channel.awaitTermination(5, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Channel to(int index) {
    var channel = channels.get(index);
    return ClientInterceptors.intercept(
        channel, new LocalCalls(channel), MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static ManagedChannel channel(int port) {
    return ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }
}
