package plumbline.analysis.history;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.analysis.history.EffectTable.Row;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.ResultsReader;
import plumbline.analysis.results.ResultsReplies;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.kit.database.Reads;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.EffectCourse;
import plumbline.proto.analysis.v1.GetHistoryRequest;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.analysis.v1.Withheld;

/** The course of an experiment's effects, where they may be shown. */
@ApplicationScoped
public class HistoryReader {
  private final ResultsReader reader;
  private final Reads reads;

  @Inject
  HistoryReader(ResultsReader reader, Reads reads) {
    this.reader = reader;
    this.reads = reads;
  }

  /** Fails with a {@link plumbline.kit.failure.Failure} where there is no answer. */
  public Uni<GetHistoryResponse> read(GetHistoryRequest request) {
    return reader
        .read(new ExperimentKey(request.getExperiment()))
        .flatMap(results ->
            switch (results.disclosure()) {
              case Results.Withheld withheld ->
                  Uni.createFrom()
                      .item(
                          GetHistoryResponse.newBuilder()
                              .setWithheld(ResultsReplies.withheld(withheld))
                              .build());
              case Results.AtLook(var look, _, _) when !look.over() ->
                  Uni.createFrom().item(betweenLooks());
              case Results.Shown _, Results.AtLook _ -> read(results.study(), request.getMetric());
            });
  }

  private static GetHistoryResponse betweenLooks() {
    return GetHistoryResponse.newBuilder()
        .setWithheld(
            Withheld.newBuilder()
                .setReason(
                    "The plan is a few looks, and nothing is shown between them: the course is"
                        + " drawn after the last one."))
        .build();
  }

  private Uni<GetHistoryResponse> read(Study study, String asked) {
    var metric = metric(study, asked);
    return reads
        .read(connection -> EffectTable.of(connection, study.key().value(), metric))
        .map(rows -> render(study, metric, rows));
  }

  private static String metric(Study study, String asked) {
    var violations = new Violations();
    var found =
        asked.isEmpty()
            ? study.primary()
            : study.metrics().stream().filter(it -> it.key().equals(asked)).findFirst();
    violations.check(
        found.isPresent(), "metric", "must be a metric's key of the experiment, or empty");
    violations.throwIfAny();
    return found.map(StudiedMetric::key).orElseThrow();
  }

  private static GetHistoryResponse render(Study study, String metric, List<Row> rows) {
    var effects = new Effects(study);
    var reply = GetHistoryResponse.newBuilder();
    for (var treatment : study.treatments()) {
      reply.addCourses(
          EffectCourse.newBuilder()
              .setMetric(metric)
              .setTreatment(treatment.key())
              .addAllPoints(
                  rows.stream()
                      .filter(it -> it.treatment().equals(treatment.key()))
                      .map(effects::point)
                      .toList()));
    }
    return reply.build();
  }
}
