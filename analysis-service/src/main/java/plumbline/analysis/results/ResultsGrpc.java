package plumbline.analysis.results;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.analysis.study.ExperimentKey;
import plumbline.proto.analysis.v1.AnalysisService;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;

/** Results over gRPC. */
@GrpcService
public class ResultsGrpc implements AnalysisService {
  private final ResultsReader reader;

  @Inject
  ResultsGrpc(ResultsReader reader) {
    this.reader = reader;
  }

  @Override
  public Uni<GetResultsResponse> getResults(GetResultsRequest request) {
    return reader.read(new ExperimentKey(request.getExperiment())).map(ResultsReplies::render);
  }
}
