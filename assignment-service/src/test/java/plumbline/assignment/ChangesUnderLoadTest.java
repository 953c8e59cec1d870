package plumbline.assignment;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.assignment.ChangingLoad.Change;
import plumbline.assignment.snapshot.SecondReplica;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

/**
 * Ten changes a second while 2,000 experiments run: whoever follows ends with exactly the last
 * state, and nothing piles up. Times are printed and not judged, as the machine may have other
 * work.
 */
@QuarkusTest
@TestProfile(ChangesUnderLoadTest.Profile.class)
class ChangesUnderLoadTest {
  private static final long SEED = 4_711L;
  private static final int PER_SECOND = 10;
  private static final int MIB = 1024 * 1024;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  // What the tests themselves keep grows with the changes.
  private static final long GROWTH = 32L * MIB;

  @Inject SecondReplica replica;

  /** Servers of its own: others need not carry 2,000 experiments. */
  public static final class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(Servers.class));
    }
  }

  private ChangingLoad load;

  @BeforeEach
  void makeExperiments() {
    load = ChangingLoad.start(SEED);
  }

  @Test
  void everybodyEndsWithTheLastState() {
    hold(Duration.ofSeconds(5));
  }

  @Test
  @Tag("long")
  void everybodyEndsWithTheLastStateAfterAWhile() {
    hold(Duration.ofMinutes(5));
  }

  private void hold(Duration duration) {
    var changes = new ArrayList<Change>();
    var other = new SeenState();
    try (var whole = StateWatcher.from(WatchExperimentsRequest.getDefaultInstance());
        var following =
            StateWatcher.from(WatchExperimentsRequest.newBuilder().setChanges(true).build())) {
      replica.start(other::takeAll);
      var states = List.of(whole.state(), following.state(), other);
      await()
          .atMost(60, SECONDS)
          .until(() -> states.stream().allMatch(it -> it.held().size() > ChangingLoad.EXPERIMENTS));
      load.run(WARM_UP, PER_SECOND, _ -> {});
      var before = Heap.live();
      load.run(duration, PER_SECOND, changes::add);

      var stored = ChangingLoad.stored();
      for (var state : states) {
        await()
            .atMost(60, SECONDS)
            .untilAsserted(() -> assertThat(state.held()).as("seed %d", SEED).isEqualTo(stored));
      }
      print("answered", changes, change -> change.answeredNanos() - change.askedNanos());
      print("seen by a watcher of wholes after", changes, whole.state()::delayNanos);
      print("seen by a watcher of changes after", changes, following.state()::delayNanos);
      print("seen by another replica after", changes, other::delayNanos);
      holdSizes(following);
      holdHeap(before, Heap.live());
    } finally {
      replica.stop();
    }
  }

  /** The whole came once, in parts, and then only changes. */
  private static void holdSizes(StateWatcher following) {
    assertThat(following.failure()).isNull();
    assertThat(following.largest()).isLessThan(MIB + MIB / 10);
    assertThat(following.wholes()).isBetween(2, 5);
  }

  private static void holdHeap(long before, long after) {
    System.out.printf("live heap %d MiB before, %d MiB after%n", before / MIB, after / MIB);
    assertThat(after).isLessThan(before + GROWTH);
  }

  private static void print(String what, List<Change> changes, ToLongFunction<Change> nanos) {
    // Flags alone are not told of.
    var sorted =
        changes.stream().filter(Change::isOfExperiment).mapToLong(nanos).sorted().toArray();
    System.out.printf(
        "%d changes of %d experiments %s: median %d ms, longest %d ms%n",
        sorted.length,
        ChangingLoad.EXPERIMENTS,
        what,
        NANOSECONDS.toMillis(sorted[sorted.length / 2]),
        NANOSECONDS.toMillis(sorted[sorted.length - 1]));
  }
}
