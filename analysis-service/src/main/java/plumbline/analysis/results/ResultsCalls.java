package plumbline.analysis.results;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.analysis.study.ExperimentKey;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.analysis.v1.GetResultsRequest;

/** Results by REST: the same reply as over gRPC. */
@ApplicationScoped
class ResultsCalls implements Calls {
  private final ResultsReader reader;

  @Inject
  ResultsCalls(ResultsReader reader) {
    this.reader = reader;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.get(
            "/v1/experiments/{experiment}/results",
            GetResultsRequest.getDefaultInstance(),
            (request, _) ->
                reader
                    .read(new ExperimentKey(request.getExperiment()))
                    .map(ResultsReplies::render)));
  }
}
