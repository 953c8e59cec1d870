package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import plumbline.tracking.reconciliation.Reconciliation;

/** What is looked at in the background, and what it finds. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReconciliationTest {
  private static final int SHARDS = 16;

  @Inject Reconciliation reconciliation;

  @Test
  void itFindsWhatIsWrongAndNothingElse() throws Exception {
    Servers.definitions().put(Crowd.experiment("watched", 1).build());
    var crowd = new Crowd(21, "watched");
    crowd.send(crowd.events("watched", 300));
    var right = Folded.variants("watched", "");
    var checked = counter("plumbline_reconciliation_checked_units_total");
    var differences = counter("plumbline_reconciliation_differences_total");
    assertThat(differing()).isZero();
    assertThat(counter("plumbline_reconciliation_checked_units_total"))
        .isGreaterThanOrEqualTo(
            checked + right.stream().mapToLong(it -> it.getExposedUnits()).sum());

    wrong("unit_state", "crossed_over = NOT crossed_over");
    wrong("aggregate", "analysed = analysed + 1");
    wrong("aggregate_histogram", "events = events - 1");
    var found = differing();
    // The unit's own, and what sums differ by it: of its day, of its country, and the two by hand.
    assertThat(found).isBetween(3L, 100L);
    assertThat(counter("plumbline_reconciliation_differences_total"))
        .isGreaterThanOrEqualTo(differences + found);
    assertThat(Folded.variants("watched", "")).isNotEqualTo(right);

    missing();
    assertThat(differing()).isGreaterThan(found);
  }

  @Test
  void ofWhatIsNotFoldedItSaysNothing() throws SQLException {
    assertThat(reconciliation.look("nowhere", 0)).isZero();
  }

  private long differing() throws SQLException {
    var found = 0L;
    for (var shard = 0; shard < SHARDS; shard++) {
      found += reconciliation.look("watched", shard);
    }
    return found;
  }

  private static void wrong(String table, String change) throws SQLException {
    Sql.run(
        "UPDATE %1$s SET %2$s WHERE ctid = (SELECT ctid FROM %1$s WHERE plan_key = 'watched' LIMIT 1)"
            .formatted(table, change));
  }

  private static void missing() throws SQLException {
    Sql.run(
        """
        WITH unit AS (SELECT unit FROM unit_state WHERE plan_key = 'watched'
                      ORDER BY crossed_over, unit LIMIT 1),
        bars AS (DELETE FROM unit_histogram
                 WHERE plan_key = 'watched' AND unit IN (SELECT unit FROM unit))
        DELETE FROM unit_state WHERE plan_key = 'watched' AND unit IN (SELECT unit FROM unit)
        """);
  }

  private static double counter(String name) {
    return Metrics.value(name, "");
  }
}
