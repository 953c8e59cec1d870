package plumbline.assignment.metric;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violation;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.CatalogueReference;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;

/** The catalogue's metrics, as one definition refers to them. */
public final class Catalogue {
  private final Map<String, Map<Long, MetricVersionEntity>> versions;

  private Catalogue(List<MetricVersionEntity> found) {
    versions =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.metric.key, Collectors.toMap(it -> it.version, it -> it)));
  }

  /** Whether a definition refers to the catalogue at all. */
  public static boolean isReferredTo(ExperimentDefinition definition) {
    return definition.getMetricsList().stream().anyMatch(ExperimentMetric::hasCatalogue);
  }

  /**
   * A definition that is about to be saved or submitted, with a copy of each metric that it refers
   * to and does not hold, and each reference's version.
   *
   * @throws Failure.Invalid naming each reference to what is not there or was taken out of use, and
   *     each metric that is not what its reference says
   */
  public static Uni<ExperimentDefinition> complete(
      Mutiny.Session session, ExperimentDefinition definition) {
    return load(session, definition)
        .map(catalogue -> {
          var violations = new Violations();
          var complete = catalogue.complete(definition, violations);
          violations.throwIfAny();
          return complete;
        });
  }

  /** What is to be said of a stored draft's references, as the catalogue is by now. */
  public static Uni<Notes> notes(Mutiny.Session session, ExperimentDefinition draft) {
    return load(session, draft)
        .map(catalogue -> {
          var violations = new Violations();
          catalogue.complete(draft, violations);
          return new Notes(violations.found(), catalogue.newer(draft));
        });
  }

  /**
   * What is to be said of references.
   *
   * @param obstacles what submission would refuse
   * @param newer a sentence for each metric that has a newer version
   */
  public record Notes(List<Violation> obstacles, List<String> newer) {}

  private static Uni<Catalogue> load(Mutiny.Session session, ExperimentDefinition definition) {
    var references =
        definition.getMetricsList().stream()
            .filter(ExperimentMetric::hasCatalogue)
            .map(ExperimentMetric::getCatalogue)
            .toList();
    if (references.isEmpty()) {
      return Uni.createFrom().item(new Catalogue(List.of()));
    }
    return new MetricTable(session)
        .versions(
            references.stream().map(CatalogueReference::getKey).collect(Collectors.toSet()),
            references.stream().map(CatalogueReference::getVersion).collect(Collectors.toSet()))
        .map(Catalogue::new);
  }

  private ExperimentDefinition complete(ExperimentDefinition definition, Violations violations) {
    var complete = definition.toBuilder();
    for (var i = 0; i < definition.getMetricsCount(); i++) {
      var metric = definition.getMetrics(i);
      if (metric.hasCatalogue()) {
        var path = "definition.metrics[" + i + "]";
        var at = i;
        find(metric.getCatalogue(), path + ".catalogue", violations)
            .ifPresent(found ->
                complete.setMetrics(at, copied(metric, found, path + ".metric", violations)));
      }
    }
    return complete.build();
  }

  private Optional<MetricVersionEntity> find(
      CatalogueReference reference, String path, Violations violations) {
    var known = versions.getOrDefault(reference.getKey(), Map.of());
    if (known.isEmpty()) {
      violations.add(path + ".key", "must be a metric of the catalogue");
      return Optional.empty();
    }
    var newest = newest(known);
    if (newest.metric.archived) {
      violations.add(
          path + ".key",
          "was taken out of use: refer to another metric, or say in the definition what is measured");
      return Optional.empty();
    }
    var version = reference.getVersion() == 0 ? newest.version : reference.getVersion();
    var found = Optional.ofNullable(known.get(version));
    violations.check(
        found.isPresent(),
        path + ".version",
        "must be 1 to " + newest.version + ", or 0 for the newest");
    return found;
  }

  private static ExperimentMetric copied(
      ExperimentMetric metric, MetricVersionEntity found, String path, Violations violations) {
    var definition = found.definition();
    violations.check(
        !metric.hasMetric() || metric.getMetric().equals(definition),
        path,
        "is not what version %d of '%s' says in the catalogue: leave it out to have that copied, or"
                .formatted(found.version, found.metric.key)
            + " leave out the reference");
    return metric.toBuilder()
        .setMetric(definition)
        .setCatalogue(metric.getCatalogue().toBuilder().setVersion(found.version))
        .build();
  }

  private List<String> newer(ExperimentDefinition draft) {
    var newer = new ArrayList<String>();
    for (var metric : draft.getMetricsList()) {
      var reference = metric.getCatalogue();
      var known = versions.getOrDefault(reference.getKey(), Map.of());
      if (metric.hasCatalogue() && !known.isEmpty()) {
        var newest = newest(known).version;
        if (newest > reference.getVersion()) {
          newer.add(
              "metric '%s' is version %d of the catalogue's, which is at version %d by now: to take that, save the draft with version 0 and without the metric"
                  .formatted(reference.getKey(), reference.getVersion(), newest));
        }
      }
    }
    return newer;
  }

  private static MetricVersionEntity newest(Map<Long, MetricVersionEntity> known) {
    return known.values().stream()
        .filter(it -> it.version == it.metric.version)
        .findFirst()
        .orElseThrow();
  }
}
