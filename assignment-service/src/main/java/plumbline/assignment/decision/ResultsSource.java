package plumbline.assignment.decision;

import io.grpc.Channel;
import io.grpc.Status;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import plumbline.kit.client.Reconnect;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.MutinyAnalysisServiceGrpc;
import plumbline.proto.analysis.v1.MutinyAnalysisServiceGrpc.MutinyAnalysisServiceStub;

/** Asks analysis-service what the results of an experiment are. */
@ApplicationScoped
public class ResultsSource {
  private static final Logger LOG = Logger.getLogger(ResultsSource.class);

  private final MutinyAnalysisServiceStub analysis;
  private final Channel channel;
  private final Duration deadline;

  @Inject
  ResultsSource(@GrpcClient("analysis") Channel channel, AnalysisConfig config) {
    this.analysis = MutinyAnalysisServiceGrpc.newMutinyStub(channel);
    this.channel = channel;
    this.deadline = config.deadline();
  }

  /** The results as of now; where there are none, why. It never fails. */
  public Uni<Evidence> ask(String experiment) {
    return analysis
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .getResults(GetResultsRequest.newBuilder().setExperiment(experiment).build())
        .<Evidence>map(reply -> new Evidence.Known(reply.getResults()))
        .onFailure()
        .recoverWithItem(this::away);
  }

  private Evidence away(Throwable thrown) {
    var status = Status.fromThrowable(thrown);
    LOG.warnf("no results to decide on: %s", status);
    return switch (status.getCode()) {
      case UNAVAILABLE -> {
        Reconnect.now(channel);
        yield new Evidence.NotAtHand("analysis-service is not available");
      }
      case DEADLINE_EXCEEDED -> new Evidence.NotAtHand("analysis-service did not answer in time");
      case FAILED_PRECONDITION -> new Evidence.NotAtHand(String.valueOf(status.getDescription()));
      default -> new Evidence.NotAtHand("analysis-service failed");
    };
  }
}
