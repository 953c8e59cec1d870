package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumbline.assignment.Calls.governance;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.RecordIdeaRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogResponse;

/** Somebody who may do anything in the database changes the log; each way is found. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DecisionLogTamperingTest {
  private DecisionLogEntry first = DecisionLogEntry.getDefaultInstance();
  private DecisionLogEntry second = DecisionLogEntry.getDefaultInstance();
  private DecisionLogEntry third = DecisionLogEntry.getDefaultInstance();

  @BeforeEach
  void write() throws SQLException {
    first = idea();
    second = idea();
    third = idea();
    assertThat(verify().getIntact()).as(verify().getProblem()).isTrue();
    Sql.execute("CREATE TABLE kept AS SELECT sequence, entry, sha256 FROM decision_log");
    Sql.execute("CREATE TABLE kept_head AS SELECT * FROM decision_log_head");
  }

  @AfterEach
  void restore() throws SQLException {
    tamper(
        "DELETE FROM decision_log",
        "INSERT INTO decision_log (sequence, entry, sha256) SELECT * FROM kept",
        "DELETE FROM decision_log_head",
        "INSERT INTO decision_log_head SELECT * FROM kept_head",
        "DROP TABLE kept",
        "DROP TABLE kept_head");
    assertThat(verify().getIntact()).as("as it was").isTrue();
  }

  @Test
  void theDatabaseItselfRefusesChanges() {
    for (var change :
        new String[] {
          "UPDATE decision_log SET sha256 = ''", "DELETE FROM decision_log", "TRUNCATE decision_log"
        }) {
      assertThatThrownBy(() -> Sql.execute(change)).hasMessageContaining("only ever added to");
    }
    assertThat(verify().getIntact()).isTrue();
  }

  @Test
  void aChangedWordIsFound() throws SQLException {
    tamper(update(second, "entry = replace(entry, 'nobody asked', 'everybody asked')"));
    assertBroken(second.getSequence(), "changed");
  }

  @Test
  void aChangedHashIsFound() throws SQLException {
    tamper(update(third, "sha256 = repeat('a', 64)"));
    assertBroken(third.getSequence(), "changed");
  }

  @Test
  void aWordChangedWithItsHashIsFoundByTheNextEntry() throws SQLException {
    rewrite(second);
    assertBroken(second.getSequence(), "another one than what stands before it");
  }

  @Test
  void theLastEntryChangedWithItsHashIsFoundByTheNotedEnd() throws SQLException {
    rewrite(third);
    assertBroken(third.getSequence(), "not the last entry that was written");
  }

  @Test
  void anEntryThatIsMissingIsFound() throws SQLException {
    tamper(delete(second));
    assertBroken(second.getSequence(), "missing");
  }

  @Test
  void entriesThatChangedPlacesAreFound() throws SQLException {
    tamper(
        update(second, "sequence = 1000000"),
        update(third, "sequence = " + second.getSequence()),
        "UPDATE decision_log SET sequence = " + third.getSequence() + " WHERE sequence = 1000000");
    assertBroken(second.getSequence(), "it was written as " + third.getSequence());
  }

  @Test
  void anEntryPutBehindTheEndIsFound() throws SQLException {
    var forged =
        third.toBuilder()
            .clearSha256()
            .setSequence(third.getSequence() + 1)
            .setPreviousSha256(third.getSha256())
            .setIdeaId("forged")
            .build();
    tamper(insert(forged));
    assertBroken(forged.getSequence(), "not added by this service");
  }

  @Test
  void aCutOffEndIsFoundByTheNotedEndAndByWhoeverNotedAnEntry() throws SQLException {
    tamper(delete(third), delete(second));
    assertBroken(second.getSequence(), "ends before it");

    tamper(
        "UPDATE decision_log_head SET sequence = %d, sha256 = '%s'"
            .formatted(first.getSequence(), first.getSha256()));
    assertThat(verify().getIntact()).as("nothing in the database tells it now").isTrue();
    var known = verify(third);
    assertThat(known.getIntact()).isFalse();
    assertThat(known.getBrokenSequence()).isEqualTo(second.getSequence());
    assertThat(known.getProblem()).contains("there were entries up to " + third.getSequence());
  }

  @Test
  void aWholeLogWrittenAnewIsFoundByWhoeverNotedAnEntry() throws SQLException {
    var forged = third.toBuilder().clearSha256().setReason("everybody asked").build();
    var sha256 = CanonicalForm.sha256(forged);
    tamper(
        delete(third),
        insert(forged),
        "UPDATE decision_log_head SET sha256 = '%s'".formatted(sha256));
    assertThat(verify().getIntact()).isTrue();
    assertThat(verify(second).getIntact()).isTrue();
    var known = verify(third);
    assertThat(known.getBrokenSequence()).isEqualTo(third.getSequence());
    assertThat(known.getProblem()).contains("that you noted");
  }

  @Test
  void aLogOfMorePagesThanOneIsFollowedToItsEnd() throws SQLException {
    for (var i = 0; i < 520; i++) {
      third = idea();
    }
    var whole = verify(third);
    assertThat(whole.getIntact()).as(whole.getProblem()).isTrue();
    assertThat(whole.getEntries()).isEqualTo(third.getSequence());
    assertThat(whole.getHeadSha256()).isEqualTo(third.getSha256());
    tamper(update(third, "sha256 = repeat('a', 64)"));
    assertBroken(third.getSequence(), "changed");
    // The rows that were kept end before these.
    tamper(
        update(third, "sha256 = '" + third.getSha256() + "'"),
        "DROP TABLE kept",
        "DROP TABLE kept_head",
        "CREATE TABLE kept AS SELECT sequence, entry, sha256 FROM decision_log",
        "CREATE TABLE kept_head AS SELECT * FROM decision_log_head");
  }

  /** Changes the entry and hashes it anew, as somebody would who knows how. */
  private void rewrite(DecisionLogEntry entry) throws SQLException {
    var changed = entry.toBuilder().clearSha256().setReason("everybody asked").build();
    tamper(delete(entry), insert(changed));
  }

  private static String insert(DecisionLogEntry entry) {
    return "INSERT INTO decision_log (sequence, entry, sha256) VALUES (%d, '%s', '%s')"
        .formatted(entry.getSequence(), CanonicalForm.of(entry), CanonicalForm.sha256(entry));
  }

  private static String delete(DecisionLogEntry entry) {
    return "DELETE FROM decision_log WHERE sequence = " + entry.getSequence();
  }

  private static String update(DecisionLogEntry entry, String change) {
    return "UPDATE decision_log SET " + change + " WHERE sequence = " + entry.getSequence();
  }

  private static void tamper(String... statements) throws SQLException {
    Sql.execute(
        "ALTER TABLE decision_log DISABLE TRIGGER decision_log_is_append_only; "
            + String.join("; ", statements)
            + "; ALTER TABLE decision_log ENABLE TRIGGER decision_log_is_append_only");
  }

  private static void assertBroken(long sequence, String problem) {
    var verified = verify();
    assertThat(verified.getIntact()).isFalse();
    assertThat(verified.getProblem()).contains(problem);
    assertThat(verified.getBrokenSequence()).isEqualTo(sequence);
  }

  private static VerifyDecisionLogResponse verify() {
    return governance(Tokens.ann())
        .verifyDecisionLog(VerifyDecisionLogRequest.getDefaultInstance());
  }

  private static VerifyDecisionLogResponse verify(DecisionLogEntry known) {
    return governance(Tokens.ann())
        .verifyDecisionLog(
            VerifyDecisionLogRequest.newBuilder()
                .setKnownSequence(known.getSequence())
                .setKnownSha256(known.getSha256())
                .build());
  }

  private static DecisionLogEntry idea() {
    return governance(Tokens.ann())
        .recordIdea(
            RecordIdeaRequest.newBuilder()
                .setIdeaId(Definitions.newKey("idea"))
                .setTitle("Dark mode")
                .setReason("nobody asked")
                .build())
        .getEntry();
  }
}
