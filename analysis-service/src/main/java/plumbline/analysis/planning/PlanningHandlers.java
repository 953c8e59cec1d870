package plumbline.analysis.planning;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;

/** Parsed, computed, rendered; the same for gRPC, REST and the dashboard. */
@ApplicationScoped
public class PlanningHandlers {
  private final RecordedMetrics recorded;

  @Inject
  PlanningHandlers(RecordedMetrics recorded) {
    this.recorded = recorded;
  }

  public Uni<PlanExperimentResponse> plan(PlanExperimentRequest request) {
    var query = PlanQuery.parse(request);
    return expected(query)
        // Looks and curves are integrals and searches: not on the event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(metric ->
            PlanReplies.render(
                PlannedExperiment.of(
                    query, metric.expected(), query.direction().orElse(metric.better()))));
  }

  private Uni<KnownMetric> expected(PlanQuery query) {
    return switch (query.source()) {
      case BaselineSource.Stated(var metric) ->
          Uni.createFrom().item(new KnownMetric(metric, query.direction().orElseThrow()));
      case BaselineSource.Recorded source -> recorded.find(source);
    };
  }
}
