package plumbline.assignment;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Ten changes a second while 2,000 experiments run and 500 streams are open: every stream ends with
 * the last state. Times are printed and not judged, as the machine may have other work.
 */
@QuarkusTest
@TestProfile(FlagStreamsUnderLoadTest.Profile.class)
class FlagStreamsUnderLoadTest {
  private static final int EXPERIMENTS = 2_000;
  private static final int FLAGS = 500;
  private static final int STREAMS = 500;
  private static final int CHANGES = 50;
  private static final int WARM_UP = 10;
  private static final int PER_SECOND = 10;
  private static final long MIB = 1024 * 1024;
  // What the readers themselves keep, and what the service compiles meanwhile.
  private static final long GROWTH = 64 * MIB;

  private static final String COPY =
      """
      INSERT INTO experiments (key, state, version, definition, life, author, create_time, start_time,
        imported, pre_registration_sha256, pre_registration_time, pre_registration_author)
      SELECT 'load-' || i, state, version, definition, life, author, create_time, start_time,
        imported, pre_registration_sha256, pre_registration_time, pre_registration_author
      FROM experiments, generate_series(1, %d) i WHERE key = '%s';
      INSERT INTO flags (key, version, definition, author, create_time, update_time, changed)
      SELECT 'load-' || i, version, definition, author, create_time, update_time, changed + 1
      FROM flags, generate_series(1, %d) i WHERE key = '%s';
      UPDATE snapshot_version SET version = version + 1
      """;

  /** Servers of its own: others need not carry 2,000 experiments. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Servers.class));
    }
  }

  @Test
  void everyStreamEndsWithTheLastState() {
    var experiment = Flow.running("template", Definitions.valid().build());
    Sql.execute(COPY.formatted(EXPERIMENTS, experiment, FLAGS, made(valid())));
    await()
        .atMost(60, SECONDS)
        .until(() -> Ofrep.one("load-1", FlagContexts.NOBODY).statusCode() == 200);
    try (var crowd = FlagStreamCrowd.of(STREAMS)) {
      await().atMost(60, SECONDS).until(() -> isOpen(crowd));
      change(1, WARM_UP);
      var before = liveHeap();
      var asked = change(WARM_UP + 1, CHANGES);
      var last = asked.keySet().stream().reduce((_, key) -> key).orElseThrow();
      await()
          .atMost(60, SECONDS)
          .until(() -> crowd.grpc().stream().allMatch(it -> it.heard().containsKey(last)));
      assertThat(crowd.grpc())
          .allSatisfy(
              it -> assertThat(it.heard()).containsKeys(asked.keySet().toArray(String[]::new)));
      var mark = newestMark();
      await()
          .atMost(60, SECONDS)
          .until(() -> crowd.http().stream().allMatch(it -> mark.equals(it.lastId())));
      print("gRPC", delays(crowd, asked));
      print(
          "HTTP, of the last",
          crowd.http().stream().mapToLong(it -> it.heardNanos() - requireNonNull(asked.get(last))));
      var after = liveHeap();
      System.out.printf("live heap %d MiB before, %d MiB after%n", before / MIB, after / MIB);
      assertThat(after).isLessThan(before + GROWTH);
      assertThat(FlagStreamCount.now()).isEqualTo(STREAMS);
    }
    await().atMost(60, SECONDS).until(() -> FlagStreamCount.now() == 0);
  }

  private static boolean isOpen(FlagStreamCrowd crowd) {
    return crowd.grpc().stream().allMatch(FlagStreamCrowd.Grpc::ready)
        && crowd.http().stream().allMatch(it -> it.lastId() != null);
  }

  /** Changes so many flags, one after the other; tells when each was asked for, in order. */
  private static Map<String, Long> change(int from, int count) {
    var asked = new LinkedHashMap<String, Long>();
    var begun = System.nanoTime();
    for (var i = 0; i < count; i++) {
      var due = begun + i * SECONDS.toNanos(1) / PER_SECOND;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      var key = "load-" + (from + i);
      asked.put(key, System.nanoTime());
      FlagDefinitions.update(key, 1, valid().setDefaultValue(text("changed " + i)).build());
    }
    return asked;
  }

  /** What one is told at once that heard of something else last. */
  private static String newestMark() {
    try (var listener = OfrepListener.openAgain("something else")) {
      await().atMost(60, SECONDS).until(() -> listener.events().size() == 1);
      return listener.lastId();
    }
  }

  private static LongStream delays(FlagStreamCrowd crowd, Map<String, Long> asked) {
    var delays = new ArrayList<Long>();
    for (var reader : crowd.grpc()) {
      asked.forEach((key, then) -> delays.add(requireNonNull(reader.heard().get(key)) - then));
    }
    return delays.stream().mapToLong(Long::longValue);
  }

  private static void print(String what, LongStream delaysNanos) {
    var sorted = delaysNanos.sorted().toArray();
    System.out.printf(
        "changes heard over %s: median %d ms, 99th percentile %d ms, longest %d ms%n",
        what,
        NANOSECONDS.toMillis(sorted[sorted.length / 2]),
        NANOSECONDS.toMillis(sorted[sorted.length * 99 / 100]),
        NANOSECONDS.toMillis(sorted[sorted.length - 1]));
  }

  private static long liveHeap() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
