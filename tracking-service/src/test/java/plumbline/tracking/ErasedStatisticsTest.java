package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import plumbline.engine.bucketing.Bucketing;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.ExperimentStatistics;

/** What an erased unit contributed is subtracted, and nothing of it comes back. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ErasedStatisticsTest {
  private static final int SENDERS = 4;
  private static final int BATCHES = 30;

  @Test
  void exactlyItsOwnPartIsSubtracted() throws Exception {
    Servers.definitions().put(Samples.running("forgotten", 1).build());
    try (var client = Client.as("client");
        var admin = Client.as("admin")) {
      client.track(others("forgotten"));
      var without = folded("forgotten");
      client.track(
          Samples.exposure("fg-1", "fg-user", "forgotten", "b", 100).build(),
          Samples.exposure("fg-2", "fg-user", "forgotten", "a", 200).build(),
          Samples.outcome("fg-3", "fg-user", "buy", 300).setValueMicros(-7).build(),
          Samples.outcome("fg-4", "fg-user", "buy", 400)
              .setValueMicros(999_999_999_999_999L)
              .build());
      assertThat(folded("forgotten").getVariantsList()).isNotEqualTo(without.getVariantsList());
      admin.erase("user", "fg-user");
      await().until(() -> admin.erase("user", "fg-user").getComplete());
      assertThat(folded("forgotten").getVariantsList()).isEqualTo(without.getVariantsList());
      assertThat(Sql.tablesWith("fg-user")).isEmpty();
    }
  }

  @Test
  void ofWhatIsSealedAsWell() throws Exception {
    Servers.definitions().put(Samples.running("kept", 1).build());
    try (var client = Client.as("client");
        var admin = Client.as("admin")) {
      client.track(others("kept"));
      var without = folded("kept");
      client.track(Samples.exposure("ks-1", "ks-user", "kept", "b", 100).build());
      assertThat(folded("kept").getVariants(1).getExposedUnits()).isEqualTo(6);
      Sql.ask("UPDATE definition SET sealed = true WHERE experiment = 'kept' RETURNING 1");
      admin.erase("user", "ks-user");
      await().until(() -> admin.erase("user", "ks-user").getComplete());
      assertThat(folded("kept").getVariantsList()).isEqualTo(without.getVariantsList());
      assertThat(Sql.tablesWith("ks-user")).isEmpty();
    }
  }

  @Test
  void whatSlippedPastAnotherReplicaIsTakenAwayByTheFold() throws Exception {
    Servers.definitions().put(Samples.running("slipped", 1).build());
    try (var client = Client.as("client");
        var admin = Client.as("admin")) {
      client.track(others("slipped"));
      client.track(Samples.exposure("sl-1", "sl-user", "slipped", "b", 100).build());
      assertThat(folded("slipped").getVariants(1).getExposedUnits()).isEqualTo(6);
      admin.erase("user", "sl-user");
      await().until(() -> admin.erase("user", "sl-user").getComplete());
      var without = folded("slipped");
      assertThat(without.getVariants(1).getExposedUnits()).isEqualTo(5);

      storeUnseen("sl-2", "sl-user", "slipped");
      assertThat(folded("slipped").getVariantsList()).isEqualTo(without.getVariantsList());
      assertThat(Sql.tablesWith("sl-user")).isEmpty();
      assertThat(admin.erase("user", "sl-user").getComplete()).isTrue();
    }
  }

  @Test
  void erasureUnderLoadLeavesNothingOfTheUnit() throws Exception {
    Servers.definitions().put(Samples.running("pressed", 1).build());
    var accepted = new AtomicInteger();
    var erased = new AtomicBoolean();
    try (var executor = Executors.newFixedThreadPool(SENDERS);
        var admin = Client.as("admin")) {
      var senders = new ArrayList<Callable<Void>>();
      for (var sender = 0; sender < SENDERS; sender++) {
        var name = "pr-" + sender;
        senders.add(() -> send(name, accepted, erased));
      }
      var sending = senders.stream().map(executor::submit).toList();
      await().until(() -> accepted.get() > SENDERS);
      admin.erase("user", "pr-gone");
      erased.set(true);
      for (var done : sending) {
        done.get();
      }
      folded("pressed");
      await().until(() -> admin.erase("user", "pr-gone").getComplete());
    }
    assertThat(Sql.tablesWith("pr-gone")).isEmpty();
    assertThat(Sql.ask("SELECT count(*) FROM event WHERE unit = 'pr-stays'"))
        .isEqualTo(String.valueOf(accepted.get()));
    assertThat(folded("pressed").getVariants(1).getExposedUnits()).isEqualTo(1);
  }

  /** Sends until some batches after the unit was erased. */
  private static Void send(String name, AtomicInteger accepted, AtomicBoolean erased) {
    try (var client = Client.as("client")) {
      for (int i = 0, left = BATCHES; left > 0; i++) {
        var known = erased.get();
        var results =
            client.track(
                Samples.exposure(name + "g" + i, "pr-gone", "pressed", "b", 100).build(),
                Samples.exposure(name + "s" + i, "pr-stays", "pressed", "b", 100).build());
        assertThat(results.get(1).getOutcome()).isEqualTo(EventOutcome.EVENT_OUTCOME_ACCEPTED);
        accepted.incrementAndGet();
        if (known) {
          assertThat(results.get(0).getOutcome()).isEqualTo(EventOutcome.EVENT_OUTCOME_REJECTED);
          left--;
        }
      }
      return null;
    }
  }

  /** Stores an exposure as a replica does that has not heard of the first tombstone yet. */
  private static void storeUnseen(String id, String user, String experiment) throws Exception {
    Sql.ask(
        """
        WITH number AS MATERIALIZED (SELECT nextval('batch_number') AS batch),
        key AS (
          INSERT INTO event_key (unit_type, unit, event_id, digest)
          VALUES (1, '%2$s', '%1$s', '\\x00')
        ),
        stored AS (
          INSERT INTO event (batch, shard, unit_type, unit, event_id, occurred_at, experiment, variant)
          SELECT batch, %5$d, 1, '%2$s', '%1$s', '%4$s', '%3$s', 'b' FROM number
        )
        INSERT INTO fold_work (shard, batch) SELECT %5$d, batch FROM number RETURNING batch
        """
            .formatted(
                id,
                user,
                experiment,
                Samples.START.plusSeconds(50),
                Bucketing.shard("user", user)));
  }

  /** Five units in each variant, with values that are not round. */
  private static List<Event> others(String experiment) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < 10; i++) {
      var user = experiment + "-" + i;
      events.add(
          Samples.exposure(user + "x", user, experiment, i % 2 == 0 ? "a" : "b", 90 + i).build());
      events.add(
          Samples.outcome(user + "o", user, "buy", 200)
              .setValueMicros(123_456_789_012_345L + 31L * i)
              .build());
    }
    return events;
  }

  private static ExperimentStatistics folded(String experiment) {
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(() -> service.statistics(experiment), it -> it.getPendingBatches() == 0);
    }
  }
}
