package plumbline.system.rolling;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackingServiceGrpc;

/** By gRPC, over channels that several callers share. */
final class GrpcCaller implements Caller {
  private static final int ATTEMPTS = 3;
  private static final long PAUSE_MILLIS = 100;

  private final String experiment;
  private final AssignmentServiceGrpc.AssignmentServiceBlockingStub assignment;
  private final TrackingServiceGrpc.TrackingServiceBlockingStub tracking;
  private final AnalysisServiceGrpc.AnalysisServiceBlockingStub analysis;

  GrpcCaller(
      String experiment, String token, Channel assignment, Channel tracking, Channel analysis) {
    this.experiment = experiment;
    this.assignment = with(token, AssignmentServiceGrpc.newBlockingStub(assignment));
    this.tracking = with(token, TrackingServiceGrpc.newBlockingStub(tracking));
    this.analysis = with(token, AnalysisServiceGrpc.newBlockingStub(analysis));
  }

  @Override
  public String assign(String user) {
    var request =
        AssignRequest.newBuilder().setExperiment(experiment).setUnit(user).setExpose(true).build();
    return limited(assignment).assign(request).getAssignment().getVariant();
  }

  @Override
  public List<EventResult> track(TrackRequest batch) {
    return limited(tracking).track(batch).getResultsList();
  }

  /** analysis-service itself asks two others, for two seconds each. */
  @Override
  public void look() {
    var request = GetResultsRequest.newBuilder().setExperiment(experiment).build();
    for (var attempt = 1; ; attempt++) {
      try {
        limited(analysis).getResults(request);
        return;
      } catch (StatusRuntimeException e) {
        if (attempt == ATTEMPTS || e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
          throw e;
        }
        RollingLoad.pause(PAUSE_MILLIS);
      }
    }
  }

  @Override
  public void close() {
    // The channels are the load's.
  }

  private static <S extends AbstractStub<S>> S with(String token, S stub) {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static <S extends AbstractStub<S>> S limited(S stub) {
    return stub.withDeadlineAfter(RollingLoad.PATIENCE.toSeconds(), SECONDS);
  }
}
