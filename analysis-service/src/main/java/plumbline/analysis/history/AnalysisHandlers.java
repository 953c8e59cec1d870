package plumbline.analysis.history;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.verdict.PeekQuery;
import plumbline.analysis.verdict.Peeks;
import plumbline.analysis.verdict.ShownResults;
import plumbline.kit.database.Reads;
import plumbline.kit.identity.Principal;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.ExperimentSummary;
import plumbline.proto.analysis.v1.GetHistoryRequest;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;
import plumbline.proto.analysis.v1.ListResultsRequest;
import plumbline.proto.analysis.v1.ListResultsResponse;
import plumbline.proto.analysis.v1.PeekAtResultsRequest;
import plumbline.proto.analysis.v1.PeekAtResultsResponse;
import plumbline.proto.analysis.v1.ResultsView;

/** The contract's AnalysisService: what gRPC, REST and the dashboard call. */
@ApplicationScoped
public class AnalysisHandlers implements Calls {
  private final ShownResults results;
  private final Peeks peeks;
  private final HistoryReader history;
  private final Reads reads;

  @Inject
  AnalysisHandlers(ShownResults results, Peeks peeks, HistoryReader history, Reads reads) {
    this.results = results;
    this.peeks = peeks;
    this.history = history;
    this.reads = reads;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.get(
            "/v1/experiments/{experiment}/results",
            GetResultsRequest.getDefaultInstance(),
            (request, _) -> get(request)),
        Call.get(
            "/v1/results", ListResultsRequest.getDefaultInstance(), (request, _) -> list(request)),
        Call.post(
            "/v1/experiments/{experiment}/peek",
            PeekAtResultsRequest.getDefaultInstance(),
            this::peek),
        Call.get(
            "/v1/experiments/{experiment}/history",
            GetHistoryRequest.getDefaultInstance(),
            (request, _) -> history(request)));
  }

  public Uni<GetResultsResponse> get(GetResultsRequest request) {
    return results
        .read(new ExperimentKey(request.getExperiment()), request.getView())
        .map(it -> GetResultsResponse.newBuilder().setResults(it).build());
  }

  Uni<ExperimentResults> current(String experiment) {
    var key = new ExperimentKey(experiment);
    return Uni.createFrom().deferred(() -> results.read(key, ResultsView.RESULTS_VIEW_UNSPECIFIED));
  }

  public Uni<ListResultsResponse> list(ListResultsRequest request) {
    var query = SummaryQuery.parse(request);
    return reads
        .read(connection -> SummaryTable.list(connection, query))
        .map(found -> page(found, query.pageSize()));
  }

  private static ListResultsResponse page(List<ExperimentSummary> found, int size) {
    if (found.size() <= size) {
      return ListResultsResponse.newBuilder().addAllExperiments(found).build();
    }
    var shown = found.subList(0, size);
    return ListResultsResponse.newBuilder()
        .addAllExperiments(shown)
        .setNextPageToken(shown.getLast().getExperiment())
        .build();
  }

  public Uni<PeekAtResultsResponse> peek(PeekAtResultsRequest request, Principal principal) {
    return peeks.peek(PeekQuery.parse(request), principal);
  }

  public Uni<GetHistoryResponse> history(GetHistoryRequest request) {
    return history.read(request);
  }
}
