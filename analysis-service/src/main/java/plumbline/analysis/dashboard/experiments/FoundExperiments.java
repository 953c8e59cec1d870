package plumbline.analysis.dashboard.experiments;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import plumbline.analysis.history.AnalysisHandlers;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.Pages;
import plumbline.proto.analysis.v1.ExperimentSummary;
import plumbline.proto.analysis.v1.ListResultsRequest;

/** Experiments as assignment-service lists them, each with where it has got to. */
@RequestScoped
class FoundExperiments {
  private static final int MOST = 500;

  private final Asking asking;
  private final AnalysisHandlers analysis;
  private final Clock clock;

  @Inject
  FoundExperiments(Asking asking, AnalysisHandlers analysis, Clock clock) {
    this.asking = asking;
    this.analysis = analysis;
    this.clock = clock;
  }

  ListView page(ListFilter filter) {
    var found = asking.assignment().experiments(stub -> stub.listExperiments(filter.request()));
    var experiments = found.getExperimentsList();
    var summaries =
        experiments.isEmpty()
            ? Map.<String, ExperimentSummary>of()
            : summaries(filter.page(), experiments.getLast().getKey());
    var now = clock.instant();
    var none = ExperimentSummary.getDefaultInstance();
    return new ListView(
        filter,
        experiments.stream()
            .map(it -> Rows.of(it, summaries.getOrDefault(it.getKey(), none), now))
            .toList(),
        found.getNextPageToken().isEmpty() ? "" : filter.link(found.getNextPageToken()));
  }

  /** Both lists go by key, so those of a page lie between its ends. */
  private Map<String, ExperimentSummary> summaries(String after, String last) {
    var summaries = new HashMap<String, ExperimentSummary>();
    var token = after;
    do {
      var request = ListResultsRequest.newBuilder().setPageSize(MOST).setPageToken(token).build();
      var found = Pages.await(analysis.list(request));
      found.getExperimentsList().forEach(it -> summaries.put(it.getExperiment(), it));
      token = found.getNextPageToken();
    } while (!token.isEmpty() && token.compareTo(last) < 0);
    return summaries;
  }
}
