package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import plumbline.engine.bucketing.Bucketing;

/** What is sealed cannot be folded again: the release that folds event by event takes it over. */
class SealedMigrationTest {

  @Test
  void whatIsSealedMovesOverAndTheRestIsFoldedAnew() throws SQLException {
    try (var server = new OwnServer()) {
      var database = server.empty();
      OwnServer.migrate(database, "5");
      try (var connection = OwnServer.connect(database)) {
        PartitionTable.execute(
            connection,
            """
            INSERT INTO definition (experiment, version, started, body, plan, sealed)
            VALUES ('old', 3, true, '', 'd1', true), ('live', 2, true, '', 'd2', false);
            INSERT INTO folded_plan (shard, experiment, plan)
            SELECT shard, experiment, plan FROM fold_shard CROSS JOIN definition;
            INSERT INTO contribution
            SELECT type, unit, experiment, 1, '2026-01-02T03:04:05Z', true, true, '{1,70}'
            FROM definition, (VALUES (1, 'anna'), (2, 'Müller & Söhne'), (3, 'd-17')) u (type, unit);
            INSERT INTO aggregate
            SELECT experiment, 4, 1, '2026-01-02', 9, 2, 8, '{5,70}', '{5,4900}', '{5,343000}'
            FROM definition
            """);
      }
      OwnServer.migrate(database, "6");
      try (var connection = OwnServer.connect(database)) {
        assertThat(OwnServer.ask(connection, "SELECT string_agg(a::text, ' ') FROM aggregate a"))
            .isEqualTo("(old,4,1,2026-01-02,-1,\"\",9,2,0,8,\"{5,5,5,70,4900,343000}\")");
        assertThat(
                OwnServer.ask(
                    connection,
                    """
                    SELECT string_agg(concat_ws(':', plan_key, unit_type, unit, shard, amounts),
                                      ' ' ORDER BY unit_type) FROM unit_state
                    """))
            .isEqualTo(
                "old:1:anna:%d:{1,70} old:2:Müller & Söhne:%d:{1,70} old:3:d-17:%d:{1,70}"
                    .formatted(
                        Bucketing.shard("user", "anna"),
                        Bucketing.shard("account", "Müller & Söhne"),
                        Bucketing.shard("device", "d-17")));
        assertThat(
                OwnServer.ask(
                    connection,
                    "SELECT string_agg(DISTINCT plan_key || digest, ' ') FROM folded_plan"))
            .isEqualTo("oldd1");
      }
    }
  }
}
