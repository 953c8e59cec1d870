package plumbline.assignment.metric;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.ListMetricVersionsResponse;
import plumbline.proto.assignment.v1.ListMetricsResponse;

/** Finds the catalogue's metrics. */
@ApplicationScoped
class Metrics {

  /** A version, 0 for the newest; {@link Failure.NotFound} if there is none. */
  Uni<CatalogueMetric> get(ExperimentKey key, long version) {
    return read(table -> table.version(key.value(), version))
        .map(found -> require(found, key.value(), version).toDomain());
  }

  /** A page, and the token of the next one where there is more. */
  Uni<ListMetricsResponse> list(MetricQuery query) {
    return read(table -> table.newest(query)).map(query::render);
  }

  /** A page of a metric's versions; {@link Failure.NotFound} if there is no such metric. */
  Uni<ListMetricVersionsResponse> versions(VersionsQuery query) {
    return read(table -> table.below(query.key().value(), query.below(), query.pageSize() + 1))
        .map(found -> {
          // Every metric has a first version.
          if (found.isEmpty() && query.isFirst()) {
            throw new Failure.NotFound("metric", query.key().value());
          }
          return query.render(found);
        });
  }

  static MetricVersionEntity require(
      @Nullable MetricVersionEntity found, String key, long version) {
    if (found == null) {
      throw new Failure.NotFound(
          version == 0 ? "metric" : "version %d of metric".formatted(version), key);
    }
    return found;
  }

  private static <T> Uni<T> read(Function<MetricTable, Uni<T>> query) {
    return Panache.withSession(() -> Panache.getSession().map(MetricTable::new).chain(query::apply))
        .onFailure()
        .transform(DatabaseFailures::translate);
  }
}
