package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.flags;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagStatus;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.ListFlagsRequest;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagTest {

  @Test
  void isMadeOnce() {
    var key = Definitions.newKey("once");
    var definition = valid().addTags("web").setExposureOff(true).build();
    var made = FlagDefinitions.create(key, definition);
    assertThat(made.getKey()).isEqualTo(key);
    assertThat(made.getDefinition()).isEqualTo(definition);
    assertThat(made.getVersion()).isEqualTo(1);
    assertThat(made.getAuthor()).isEqualTo("ann");
    assertThat(made.getUpdateTime()).isEqualTo(made.getCreateTime());
    assertThat(made.hasArchiveTime()).isFalse();
    assertThat(FlagDefinitions.create(key, definition)).as("the same again").isEqualTo(made);
    var other = valid().setOwner("others").build();
    refused(Status.Code.ALREADY_EXISTS, () -> FlagDefinitions.create(key, other));
    refused(
        Status.Code.ALREADY_EXISTS,
        () -> flags(Tokens.admin()).createFlag(FlagDefinitions.creation(key, definition)));
    assertThat(FlagDefinitions.get(key)).isEqualTo(made);
    assertThat(Audit.of(key)).containsExactly("create by ann: ");
  }

  @Test
  void changesByVersionAndInTheAuditLog() {
    var key = FlagDefinitions.made(valid());
    var changed = FlagDefinitions.update(key, 1, valid().setDefaultValue(text("two")).build());
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(changed.getDefinition().getDefaultValue()).isEqualTo(text("two"));
    assertThat(changed.getUpdateTime()).isNotEqualTo(changed.getCreateTime());
    assertThat(FlagDefinitions.update(key, 2, changed.getDefinition()))
        .as("the same again")
        .isEqualTo(changed);
    refused(
        Status.Code.ABORTED, () -> FlagDefinitions.update(key, 1, valid().setOwner("b").build()));
    assertThat(FlagDefinitions.get(key)).isEqualTo(changed);
    assertThat(Audit.of(key)).containsExactly("update by ann: as agreed", "create by ann: ");
    var entry = Life.audit(key).getLast();
    assertThat(entry.getSubject()).isEqualTo(AuditSubject.AUDIT_SUBJECT_FLAG);
    assertThat(entry.getVersion()).isEqualTo(2);
    assertThat(entry.getChangesList())
        .extracting(FieldChange::getPath)
        .contains("definition.default_value");
  }

  @Test
  void itsTypesNeverChange() {
    var key = FlagDefinitions.made(valid());
    var other =
        valid()
            .setType(FlagType.FLAG_TYPE_NUMBER)
            .setDefaultValue(FlagDefinitions.number(1))
            .setUnitType(UnitType.UNIT_TYPE_DEVICE);
    assertThat(invalidFields(() -> FlagDefinitions.update(key, 1, other.build())))
        .containsExactlyInAnyOrder("definition.type", "definition.unit_type");
    assertThat(FlagDefinitions.get(key).getVersion()).isEqualTo(1);
  }

  @Test
  void isArchivedAndRestored() {
    var key = FlagDefinitions.made(valid());
    var archived = FlagDefinitions.archive(key);
    assertThat(archived.hasArchiveTime()).isTrue();
    assertThat(archived.getVersion()).isEqualTo(2);
    assertThat(FlagDefinitions.archive(key)).as("again").isEqualTo(archived);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> FlagDefinitions.update(key, 2, valid().setOwner("b").build())))
        .hasMessageContaining("was archived: restore it");
    refused(
        Status.Code.ABORTED,
        () ->
            flags(Tokens.ann())
                .archiveFlag(
                    ArchiveFlagRequest.newBuilder().setKey(key).setExpectedVersion(1).build()));
    var restored = FlagDefinitions.restore(key);
    assertThat(restored.hasArchiveTime()).isFalse();
    assertThat(restored.getVersion()).isEqualTo(3);
    assertThat(FlagDefinitions.restore(key)).as("again").isEqualTo(restored);
    assertThat(Audit.of(key))
        .containsExactly("restore by ann: ", "archive by ann: done", "create by ann: ");
    refused(Status.Code.NOT_FOUND, () -> FlagDefinitions.archive("no-such-flag"));
  }

  @Test
  void whoReadsDoesNotDefine() {
    var key = FlagDefinitions.made(valid());
    var analyst = Tokens.of("al", Duration.ofHours(1), "analyst");
    assertThat(flags(analyst).listFlags(ListFlagsRequest.getDefaultInstance()).getFlagsList())
        .isNotEmpty();
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> flags(analyst).archiveFlag(ArchiveFlagRequest.newBuilder().setKey(key).build()));
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> flags(Tokens.client()).listFlags(ListFlagsRequest.getDefaultInstance()));
  }

  @Test
  void theListIsPagedByKeyAndFiltered() {
    var owner = Definitions.newKey("owner");
    var keys =
        List.of("a", "b", "c", "d").stream()
            .map(it -> FlagDefinitions.made(valid().setOwner(owner)))
            .sorted()
            .toList();
    FlagDefinitions.archive(keys.get(1));
    var first = ListFlagsRequest.newBuilder().setOwner(owner).setPageSize(2).build();
    var page = flags(Tokens.ann()).listFlags(first);
    assertThat(page.getFlagsList())
        .extracting(FlagStatus::getFlag)
        .extracting(Flag::getKey)
        .containsExactly(keys.get(0), keys.get(2));
    var last =
        flags(Tokens.ann())
            .listFlags(first.toBuilder().setPageToken(page.getNextPageToken()).build());
    assertThat(last.getFlagsList()).hasSize(1);
    assertThat(last.getFlags(0).getFlag()).isEqualTo(FlagDefinitions.get(keys.get(3)));
    assertThat(last.getNextPageToken()).isEmpty();
    assertThat(
            flags(Tokens.ann())
                .listFlags(first.toBuilder().setArchived(true).build())
                .getFlagsList())
        .extracting(it -> it.getFlag().getKey())
        .containsExactly(keys.get(1));
    var wrong = ListFlagsRequest.newBuilder().setPageSize(501).setPageToken("?").build();
    assertThat(invalidFields(() -> flags(Tokens.ann()).listFlags(wrong)))
        .containsExactlyInAnyOrder("page_size", "page_token");
  }

  @Test
  void travelsWithTheDefinitions() {
    var key = FlagDefinitions.made(valid());
    var archived = FlagDefinitions.archive(FlagDefinitions.made(valid()));
    try (var watching = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(watching.versions()).isNotEmpty());
      assertThat(watching.last().getFlagsList())
          .contains(FlagDefinitions.get(key), archived)
          .extracting(Flag::getKey)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }
}
