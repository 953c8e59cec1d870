package plumbline.benchmarks.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumbline.benchmarks.CopyClient;
import plumbline.benchmarks.PreparedBatch;
import plumbline.benchmarks.Tables;
import plumbline.benchmarks.TrackClient;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackOptions;

/** The comparison is fair: the reference writes what the service writes, into the same places. */
class SameRowsTest {
  private static final int SIZE = 400;

  /** All that is stored but what differs from write to write, whatever columns there are. */
  private static final String STORED =
      """
      SELECT jsonb_build_object(
        'events', (SELECT jsonb_agg(row ORDER BY row) FROM
          (SELECT to_jsonb(event) - 'batch' - 'received_at'
             || jsonb_build_object('table', tableoid::regclass::text) AS row FROM event)),
        'keys', (SELECT jsonb_agg(row ORDER BY row) FROM
          (SELECT to_jsonb(event_key) - 'digest'
             || jsonb_build_object('table', tableoid::regclass::text, 'digest', length(digest))
             AS row FROM event_key)),
        'work', (SELECT jsonb_agg(shard ORDER BY shard) FROM fold_work))
      """;

  @Test
  void copyWritesWhatTheServiceWrites(@TempDir Path directory) throws Exception {
    var options =
        StackOptions.random(directory)
            .only(Service.TRACKING)
            .withEnvironment(Service.TRACKING, "PLUMBLINE_FOLD_WORKERS", "0");
    var events = new SampleEvents(new Random(1), Clock.systemUTC().instant()).batch(SIZE);
    var batch = PreparedBatch.of(events, 1);
    try (var stack = LocalStack.start(options)) {
      var token = stack.token("benchmark", Set.of("client"), Duration.ofMinutes(10));
      var database = stack.postgres().database("tracking");
      try (var tables = new Tables(database);
          var intake = new TrackClient(stack.tracking().grpcPort(), token);
          var reference = new CopyClient(database)) {
        var meter = new Meter(tables, ProcessHandle.current());
        intake.run(batch);
        var byTheService = stored(meter, tables);
        meter.reset();
        assertThat(meter.content()).isEqualTo(new Meter.Content(0, 0, 0));
        reference.run(List.of(batch));
        assertThat(stored(meter, tables)).isEqualTo(byTheService);
        assertThat(byTheService)
            .contains("\"digest\": 32", "\"experiment\": \"", "\"country\": \"");

        meter.stored(SIZE, SIZE);
        assertThatThrownBy(() -> meter.stored(SIZE + 1, SIZE + 1)).hasMessageContaining("401");
        assertThatThrownBy(() -> meter.stored(0, SIZE - 1)).hasMessageContaining("399");
      }
    }
  }

  private static String stored(Meter meter, Tables tables) throws SQLException {
    assertThat(meter.content()).isEqualTo(new Meter.Content(SIZE, SIZE, 1));
    return tables.ask(STORED);
  }
}
