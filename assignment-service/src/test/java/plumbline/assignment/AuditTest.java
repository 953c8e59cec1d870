package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Calls.governance;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;
import plumbline.proto.assignment.v1.ListAuditEntriesResponse;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class AuditTest {

  @Test
  void saysWhoDidWhatAndWhy() {
    var key = Flow.running("audit", Definitions.valid().build());
    Flow.stop(key);
    var entries = list(of(key).build()).getEntriesList();
    assertThat(entries)
        .extracting(AuditEntry::getAction)
        .containsExactly("stop", "start", "approve", "submit", "create");
    assertThat(entries)
        .extracting(AuditEntry::getActor)
        .containsExactly("ann", "ann", "rita", "ann", "ann");
    assertThat(entries).extracting(AuditEntry::getVersion).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(entries)
        .extracting(AuditEntry::getReason)
        .containsExactly("as planned", "", "looked at it", "", "");
    assertThat(entries)
        .allSatisfy(entry -> {
          assertThat(entry.getSubject()).isEqualTo(AuditSubject.AUDIT_SUBJECT_EXPERIMENT);
          assertThat(entry.getKey()).isEqualTo(key);
          assertThat(entry.hasBefore() || entry.hasAfter()).as("not asked for").isFalse();
        });
  }

  @Test
  void saysWhatDiffers() {
    var key = Definitions.newKey("differs");
    var draft = Flow.create(key, Definitions.valid().build());
    rename(key, 1, Definitions.valid().build());
    var submitted = Flow.submit(key);
    var entries = list(of(key).setIncludeContent(true).build()).getEntriesList();
    var update = entries.get(1);
    assertThat(update.getChangesList())
        .extracting(FieldChange::getPath)
        .containsExactly("definition.name", "version");
    assertThat(update.getChanges(0).getBefore().getStringValue()).isEqualTo("One-page checkout");
    assertThat(update.getChanges(0).getAfter().getStringValue()).isEqualTo("Version 2");
    assertThat(entries.getFirst().getChangesList())
        .extracting(FieldChange::getPath)
        .contains("state", "pre_registration", "definition.plan.sample_size_per_variant");
    assertThat(update.getBefore()).isEqualTo(json(ProtoJson.print(draft)));
    assertThat(entries.getFirst().getAfter()).isEqualTo(json(ProtoJson.print(submitted)));
    assertThat(entries.getFirst().getBefore()).isEqualTo(update.getAfter());
    var creation = entries.getLast();
    assertThat(creation.hasBefore()).as("it was not there").isFalse();
    assertThat(creation.getChangesList())
        .extracting(FieldChange::getPath)
        .contains("key", "definition", "author");
  }

  @Test
  void whatChangedNothingIsNotInIt() {
    var key = Flow.running("still", Definitions.valid().build());
    Flow.halt(key);
    var before = list(of(key).build());
    Flow.halt(key);
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key));
    assertThat(list(of(key).build())).isEqualTo(before);
  }

  @Test
  void isFilteredAndPaged() {
    var key = Flow.running("pages", Definitions.valid().build());
    var all = list(of(key).build()).getEntriesList();
    assertThat(paged(of(key).setPageSize(1))).isEqualTo(all);
    assertThat(paged(of(key).setPageSize(3))).isEqualTo(all);
    assertThat(list(of(key).setActor("rita").build()).getEntriesList()).containsExactly(all.get(1));
    var from = all.get(2).getTime();
    var to = all.get(0).getTime();
    assertThat(list(of(key).setStartTime(from).setEndTime(to).build()).getEntriesList())
        .as("from the submission on, before the start")
        .isEqualTo(all.subList(1, 3));
    var metrics = of(key).addSubjects(AuditSubject.AUDIT_SUBJECT_METRIC);
    assertThat(list(metrics.build()).getEntriesList()).isEmpty();
    metrics.addSubjects(AuditSubject.AUDIT_SUBJECT_EXPERIMENT);
    assertThat(list(metrics.build()).getEntriesList()).isEqualTo(all);
    assertThat(list(ListAuditEntriesRequest.newBuilder().setPageSize(1).build()).getEntriesCount())
        .isEqualTo(1);
  }

  @Test
  void aPageOfLargeEntriesIsShorter() {
    var key = Definitions.newKey("large");
    var large = Definitions.valid();
    for (var i = 0; i < 900; i++) {
      large.addOverrides(
          ForcedOverride.newBuilder().setUnit("unit-" + i + "-".repeat(200)).setVariant("control"));
    }
    Flow.create(key, large.build());
    for (var version = 1; version < 6; version++) {
      rename(key, version, large.build());
    }
    var first = list(of(key).setPageSize(500).setIncludeContent(true).build());
    assertThat(first.getEntriesCount()).isBetween(1, 5);
    assertThat(paged(of(key).setPageSize(500)))
        .extracting(AuditEntry::getVersion)
        .containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void whatIsWrongWithAQueryIsNamed() {
    var request =
        ListAuditEntriesRequest.newBuilder()
            .setPageSize(501)
            .setPageToken("x")
            .addSubjectsValue(77)
            .addSubjectsValue(0)
            .setKey("null\0")
            .setActor("a".repeat(1_001))
            .setStartTime(Timestamp.newBuilder().setNanos(-1))
            .setEndTime(Timestamp.newBuilder().setNanos(-1))
            .build();
    assertThat(invalidFields(() -> list(request)))
        .containsExactlyInAnyOrder(
            "page_size",
            "page_token",
            "subjects[0]",
            "subjects[1]",
            "key",
            "actor",
            "start_time",
            "end_time");
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> governance(Tokens.client()).listAuditEntries(of("any").build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE audit_log SET actor = 'somebody' WHERE subject_key = '%s'",
        "DELETE FROM audit_log WHERE subject_key = '%s'",
        "TRUNCATE audit_log"
      })
  void theDatabaseRefusesToForget(String tampering) {
    var key = Definitions.newKey("tamper");
    Flow.create(key, Definitions.valid().build());
    var before = list(of(key).build());
    assertThatThrownBy(() -> Sql.execute(tampering.formatted(key)))
        .hasMessageContaining("audit_log is only ever added to");
    assertThat(list(of(key).build())).isEqualTo(before);
  }

  private static ListAuditEntriesRequest.Builder of(String key) {
    return ListAuditEntriesRequest.newBuilder().setKey(key);
  }

  private static ListAuditEntriesResponse list(ListAuditEntriesRequest request) {
    return governance(Tokens.ann()).listAuditEntries(request);
  }

  /** All entries, page by page, none of them longer than asked for. */
  private static List<AuditEntry> paged(ListAuditEntriesRequest.Builder request) {
    var entries = new ArrayList<AuditEntry>();
    ListAuditEntriesResponse page;
    do {
      page = list(request.build());
      assertThat(page.getEntriesCount()).isBetween(1, request.getPageSize());
      entries.addAll(page.getEntriesList());
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return entries;
  }

  private static void rename(String key, long version, ExperimentDefinition definition) {
    var renamed = definition.toBuilder().setName("Version " + (version + 1)).build();
    var unused =
        experiments(Tokens.ann())
            .updateExperiment(
                UpdateExperimentRequest.newBuilder()
                    .setKey(key)
                    .setExpectedVersion(version)
                    .setDefinition(renamed)
                    .build());
  }

  private static Struct json(String text) {
    return ProtoJson.parse(text, Struct.newBuilder()).build();
  }
}
