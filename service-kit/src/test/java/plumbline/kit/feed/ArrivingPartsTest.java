package plumbline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

class ArrivingPartsTest {
  private static final Experiment A = Experiment.newBuilder().setKey("a").build();
  private static final Experiment B = Experiment.newBuilder().setKey("b").build();

  private final ArrivingParts parts = new ArrivingParts();

  @Test
  void partsTakeEffectTogetherWithTheLast() {
    assertThat(parts.add(part(5, true, false, A))).isEmpty();
    assertThat(parts.add(part(5, true, true, B)))
        .contains(new Arrived("e", OptionalLong.empty(), 5, List.of(A, B)));
    assertThat(parts.add(part(8, false, true, A)))
        .contains(new Arrived("e", OptionalLong.of(5), 8, List.of(A)));
    assertThat(parts.add(part(9, false, true)))
        .contains(new Arrived("e", OptionalLong.of(8), 9, List.of()));
  }

  @Test
  void aServiceThatKnowsNoChangesSendsWholes() {
    var snapshot = ExperimentSnapshot.newBuilder().setEpoch("e").setVersion(5).addExperiments(A);
    assertThat(parts.add(WatchExperimentsResponse.newBuilder().setSnapshot(snapshot).build()))
        .contains(new Arrived("e", OptionalLong.empty(), 5, List.of(A)));
  }

  private static WatchExperimentsResponse part(
      long version, boolean whole, boolean last, Experiment... experiments) {
    var changes =
        DefinitionChanges.newBuilder()
            .setEpoch("e")
            .setVersion(version)
            .setWhole(whole)
            .setLast(last)
            .addAllExperiments(List.of(experiments));
    return WatchExperimentsResponse.newBuilder().setChanges(changes).build();
  }
}
