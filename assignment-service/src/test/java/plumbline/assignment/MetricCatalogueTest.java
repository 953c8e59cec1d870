package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.agroal.api.AgroalDataSource;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.assignment.v1.CatalogueMetric;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.GetMetricRequest;
import plumbline.proto.assignment.v1.ListMetricVersionsRequest;
import plumbline.proto.assignment.v1.ListMetricVersionsResponse;
import plumbline.proto.assignment.v1.ListMetricsRequest;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class MetricCatalogueTest {
  @Inject AgroalDataSource database;

  @Test
  void aMetricIsMadeChangedAndKeptInEachOfItsVersions() throws Exception {
    var first = metric("made").build();
    var made = Catalogued.create(first);
    assertThat(made.getMetric()).isEqualTo(first);
    assertThat(made.getVersion()).isEqualTo(1);
    assertThat(made.getAuthor()).isEqualTo("ann");
    assertThat(made.getArchived()).isFalse();
    assertThat(Timestamps.isValid(made.getCreateTime())).isTrue();

    var second = first.toBuilder().setEventFilter("status >= 500").build();
    var changed = Catalogued.metrics(Tokens.admin()).updateMetric(update(1, second)).getMetric();
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(changed.getAuthor()).isNotEqualTo("ann");
    assertThat(changed.getMetric()).isEqualTo(second);
    assertThat(Catalogued.update(2, second)).as("the same again").isEqualTo(changed);

    assertThat(get(first.getKey(), 0)).isEqualTo(changed);
    assertThat(get(first.getKey(), 2)).isEqualTo(changed);
    assertThat(get(first.getKey(), 1)).isEqualTo(made);
    assertThat(audited(first.getKey())).isEqualTo("create 1 ann new, update 2 adam changed");
  }

  @Test
  void theSameRequestAgainIsAnsweredAndAnythingElseIsNot() {
    var metric = metric("again").build();
    var made = Catalogued.create(metric);
    assertThat(Catalogued.create(metric)).isEqualTo(made);
    var changed = Catalogued.update(1, metric.toBuilder().setDescription("changed").build());
    assertThat(Catalogued.create(metric)).as("as it is now").isEqualTo(changed);
    refused(
        Status.Code.ALREADY_EXISTS,
        () -> Catalogued.create(metric.toBuilder().setOwner("others").build()));
    assertThat(
            refused(
                Status.Code.ALREADY_EXISTS,
                () ->
                    Catalogued.metrics(Tokens.admin())
                        .createMetric(CreateMetricRequest.newBuilder().setMetric(metric).build())))
        .hasMessageContaining("taken by a metric of ann");
  }

  @Test
  void ofManyAtOnceOneMakesIt() throws Exception {
    for (var round = 0; round < 5; round++) {
      var base = metric("race").build();
      var made = all(4, i -> Catalogued.create(base.toBuilder().setDescription("d" + i).build()));
      assertThat(made).as("creations").containsOnlyOnce("OK").contains("ALREADY_EXISTS");
      var newest = get(base.getKey(), 0);
      assertThat(newest.getVersion()).isEqualTo(1);
      var changed =
          all(4, i -> Catalogued.update(1, base.toBuilder().setDescription("e" + i).build()));
      assertThat(changed).as("changes").containsOnlyOnce("OK").contains("ABORTED");
      assertThat(get(base.getKey(), 0).getVersion()).isEqualTo(2);
    }
  }

  @Test
  void aMetricOutOfUseStaysAndChangesNoMore() throws Exception {
    var metric = metric("old").build();
    Catalogued.create(metric);
    var archived = Catalogued.archive(metric.getKey());
    assertThat(archived.getArchived()).isTrue();
    assertThat(archived.getVersion()).isEqualTo(1);
    assertThat(Catalogued.archive(metric.getKey())).as("again").isEqualTo(archived);
    assertThat(audited(metric.getKey())).isEqualTo("create 1 ann new, archive 1 ann the same");
    assertThat(get(metric.getKey(), 1)).isEqualTo(archived);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> Catalogued.update(1, metric.toBuilder().setDescription("new").build())))
        .hasMessageContaining("taken out of use");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    var key = Definitions.newKey("nowhere");
    refused(Status.Code.NOT_FOUND, () -> get(key, 0));
    refused(Status.Code.NOT_FOUND, () -> Catalogued.archive(key));
    refused(Status.Code.NOT_FOUND, () -> Catalogued.update(1, metric("x").setKey(key).build()));
    refused(Status.Code.NOT_FOUND, () -> versions(key, 0, ""));
    var metric = metric("there").build();
    Catalogued.create(metric);
    assertThat(refused(Status.Code.NOT_FOUND, () -> get(metric.getKey(), 2)))
        .hasMessageContaining("version 2");
    refused(
        Status.Code.PERMISSION_DENIED,
        () ->
            Catalogued.metrics(Tokens.rita())
                .createMetric(CreateMetricRequest.newBuilder().setMetric(metric).build()));
  }

  @Test
  void versionsComeNewestFirstAPageAtATime() {
    var metric = metric("paged").build();
    Catalogued.create(metric);
    for (var version = 1; version < 5; version++) {
      Catalogued.update(version, metric.toBuilder().setDescription("v" + version).build());
    }
    var page = versions(metric.getKey(), 2, "");
    assertThat(page.getVersionsList())
        .extracting(CatalogueMetric::getVersion)
        .containsExactly(5L, 4L);
    page = versions(metric.getKey(), 2, page.getNextPageToken());
    assertThat(page.getVersionsList())
        .extracting(CatalogueMetric::getVersion)
        .containsExactly(3L, 2L);
    page = versions(metric.getKey(), 2, page.getNextPageToken());
    assertThat(page.getVersionsList()).extracting(CatalogueMetric::getVersion).containsExactly(1L);
    assertThat(page.getNextPageToken()).isEmpty();
  }

  @Test
  void listsAreFilteredAndComeByKeyAPageAtATime() {
    var owner = Definitions.newKey("list-owner");
    var a = Catalogued.create(owned(owner, "a").setDescription("Share of ÜBER pages").build());
    var b =
        Catalogued.create(
            owned(owner, "b").setCategory(MetricCategory.METRIC_CATEGORY_ERROR).build());
    var c = Catalogued.create(owned(owner, "c").setEventName("Page_View 100%").build());
    Catalogued.create(owned(owner, "d").build());
    var d = Catalogued.archive(owner + "-d");
    b = Catalogued.update(1, b.getMetric().toBuilder().setDescription("now").build());

    var list = ListMetricsRequest.newBuilder().setOwner(owner);
    assertThat(metrics(list.clone())).containsExactly(a, b, c);
    assertThat(metrics(list.clone().setIncludeArchived(true))).containsExactly(a, b, c, d);
    assertThat(metrics(list.clone().addCategories(MetricCategory.METRIC_CATEGORY_ERROR)))
        .containsExactly(b);
    assertThat(metrics(list.clone().setText("PAGE"))).containsExactly(a, c);
    assertThat(metrics(list.clone().setText("100%"))).containsExactly(c);
    assertThat(metrics(list.clone().setText(owner + "-B"))).containsExactly(b);
    assertThat(metrics(list.clone().setText("_iew"))).as("no pattern").isEmpty();
    assertThat(metrics(list.clone().setOwner(owner + "s"))).isEmpty();

    var page = Catalogued.metrics(Tokens.ann()).listMetrics(list.clone().setPageSize(2).build());
    assertThat(page.getMetricsList()).containsExactly(a, b);
    page =
        Catalogued.metrics(Tokens.ann())
            .listMetrics(list.clone().setPageSize(2).setPageToken(page.getNextPageToken()).build());
    assertThat(page.getMetricsList()).containsExactly(c);
    assertThat(page.getNextPageToken()).isEmpty();
  }

  @Test
  void aListThatCannotBeIsRefused() {
    var bad =
        ListMetricsRequest.newBuilder()
            .setPageSize(501)
            .setPageToken("Not A Key")
            .setText("t".repeat(201))
            .addCategoriesValue(99);
    assertThat(invalidFields(() -> metrics(bad)))
        .containsExactlyInAnyOrder("page_size", "page_token", "text", "categories[0]");
    assertThat(invalidFields(() -> versions("Not A Key", -1, "x")))
        .containsExactlyInAnyOrder("key", "page_size", "page_token");
  }

  static Stream<Arguments> isRefusedNamingTheField() {
    return Stream.of(
        bad("metric.owner", m -> m.clearOwner()),
        bad("metric.owner", m -> m.setOwner("  ")),
        bad("metric.key", m -> m.setKey("Not A Key")),
        bad("metric.kind", m -> m.clearKind()),
        bad("metric.kind", m -> m.setKindValue(99)),
        bad("metric.event_name", m -> m.clearEventName()),
        bad("metric.event_filter", m -> m.setEventFilter("status =")),
        bad("metric.direction", m -> m.clearDirection()),
        bad("metric.description", m -> m.setDescription("null\0byte")),
        bad("metric.window", m -> m.setWindow(Durations.ZERO)),
        bad("metric.quantile", m -> m.setKind(MetricKind.METRIC_KIND_QUANTILE)),
        bad("metric.quantile", m -> m.setKind(MetricKind.METRIC_KIND_QUANTILE).setQuantile(1)),
        bad("metric.quantile", m -> m.setQuantile(0.5)),
        bad("metric.denominator_event_name", m -> m.setKind(MetricKind.METRIC_KIND_RATIO)),
        bad("metric.denominator_event_name", m -> m.setDenominatorEventName("request")),
        bad(
            "metric.denominator_event_filter",
            m -> m.setKind(MetricKind.METRIC_KIND_RATIO).setDenominatorEventFilter("a b")));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource
  void isRefusedNamingTheField(String field, Consumer<Metric.Builder> change) {
    var metric = metric("bad");
    var key = metric.getKey();
    change.accept(metric);
    assertThat(invalidFields(() -> Catalogued.create(metric.build()))).contains(field);
    refused(Status.Code.NOT_FOUND, () -> get(key, 0));
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    var bad = metric("bad").clearOwner().clearEventName().build();
    assertThat(invalidFields(() -> Catalogued.update(0, bad)))
        .containsExactlyInAnyOrder("expected_version", "metric.owner", "metric.event_name");
    assertThat(
            invalidFields(() ->
                Catalogued.metrics(Tokens.ann())
                    .createMetric(CreateMetricRequest.getDefaultInstance())))
        .containsExactly("metric");
  }

  /** Past the service, by the order of the log. */
  private String audited(String key) throws SQLException {
    try (var connection = database.getConnection();
        var query =
            connection.prepareStatement(
                """
                SELECT string_agg(
                  concat_ws(' ', action, version, actor,
                    CASE WHEN before IS NULL THEN 'new'
                         WHEN before -> 'metric' <> after -> 'metric' THEN 'changed'
                         ELSE 'the same' END), ', ' ORDER BY id)
                FROM audit_log WHERE subject = 'METRIC' AND subject_key = ?
                """)) {
      query.setString(1, key);
      try (var row = query.executeQuery()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }

  private static Arguments bad(String field, Consumer<Metric.Builder> change) {
    return arguments(field, change);
  }

  private static Metric.Builder metric(String prefix) {
    return Catalogued.metric(Definitions.newKey(prefix));
  }

  private static Metric.Builder owned(String owner, String suffix) {
    return Catalogued.metric(owner + "-" + suffix).setOwner(owner);
  }

  private static UpdateMetricRequest update(long version, Metric metric) {
    return UpdateMetricRequest.newBuilder().setExpectedVersion(version).setMetric(metric).build();
  }

  private static CatalogueMetric get(String key, long version) {
    return Catalogued.metrics(Tokens.rita())
        .getMetric(GetMetricRequest.newBuilder().setKey(key).setVersion(version).build())
        .getMetric();
  }

  private static List<CatalogueMetric> metrics(ListMetricsRequest.Builder request) {
    return Catalogued.metrics(Tokens.ann()).listMetrics(request.build()).getMetricsList();
  }

  private static ListMetricVersionsResponse versions(String key, int pageSize, String token) {
    return Catalogued.metrics(Tokens.ann())
        .listMetricVersions(
            ListMetricVersionsRequest.newBuilder()
                .setKey(key)
                .setPageSize(pageSize)
                .setPageToken(token)
                .build());
  }

  /** What became of each of several attempts at once. */
  private static List<String> all(int count, IntConsumer attempt) throws Exception {
    try (var pool = Executors.newFixedThreadPool(count)) {
      var tasks = Stream.iterate(0, i -> i + 1).limit(count).map(i -> outcome(i, attempt)).toList();
      return pool.invokeAll(tasks).stream().map(done -> done.resultNow()).toList();
    }
  }

  private static Callable<String> outcome(int i, IntConsumer attempt) {
    return () -> {
      try {
        attempt.accept(i);
        return "OK";
      } catch (StatusRuntimeException e) {
        return e.getStatus().getCode().name();
      }
    };
  }
}
