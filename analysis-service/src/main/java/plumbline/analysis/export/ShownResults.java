package plumbline.analysis.export;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.CallTable;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;

/** Results as everybody gets them: what is withheld there is not known here either. */
@ApplicationScoped
class ShownResults {
  private final Call results;

  @Inject
  ShownResults(CallTable table) {
    results =
        table.calls().stream()
            .filter(call -> call.prototype() instanceof GetResultsRequest)
            .findFirst()
            .orElseThrow();
  }

  /** An experiment's; fails as {@code GetResults} does. */
  Uni<ExperimentResults> of(String experiment, Principal principal) {
    var request = GetResultsRequest.newBuilder().setExperiment(experiment).build();
    return results
        .handler()
        .apply(request, principal)
        .map(reply -> ((GetResultsResponse) reply).getResults());
  }
}
