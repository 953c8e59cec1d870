package plumbline.kit.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

class ArrivingPartsTest {
  private static final Experiment A = Experiment.newBuilder().setKey("a").build();
  private static final Experiment B = Experiment.newBuilder().setKey("b").build();

  private final ArrivingParts parts = new ArrivingParts();

  @Test
  void partsTakeEffectTogetherWithTheLast() {
    assertThat(parts.add(part(5, true, false, A))).isEmpty();
    assertThat(parts.add(part(5, true, true, B)))
        .contains(new Arrived("e", OptionalLong.empty(), 5, List.of(A, B), List.of()));
    assertThat(parts.add(part(8, false, true, A)))
        .contains(new Arrived("e", OptionalLong.of(5), 8, List.of(A), List.of()));
    assertThat(parts.add(part(9, false, true)))
        .contains(new Arrived("e", OptionalLong.of(8), 9, List.of(), List.of()));
  }

  @Test
  void aServiceThatKnowsNoChangesSendsWholes() {
    var snapshot = ExperimentSnapshot.newBuilder().setEpoch("e").setVersion(5).addExperiments(A);
    assertThat(parts.add(WatchExperimentsResponse.newBuilder().setSnapshot(snapshot).build()))
        .contains(new Arrived("e", OptionalLong.empty(), 5, List.of(A), List.of()));
  }

  @Test
  void keysOfAllPartsTakeEffectTogether() {
    var first = SdkKeyCredential.newBuilder().setKey(SdkKey.newBuilder().setId("a")).build();
    var second = SdkKeyCredential.newBuilder().setKey(SdkKey.newBuilder().setId("b")).build();
    var part = DefinitionChanges.newBuilder().setEpoch("e").setVersion(5).setWhole(true);
    assertThat(parts.add(response(part.addSdkKeys(first)))).isEmpty();
    assertThat(parts.add(response(part.clearSdkKeys().addSdkKeys(second).setLast(true))))
        .contains(new Arrived("e", OptionalLong.empty(), 5, List.of(), List.of(first, second)));
    assertThat(parts.add(part(6, false, true)))
        .contains(new Arrived("e", OptionalLong.of(5), 6, List.of(), List.of()));
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
    return response(changes);
  }

  private static WatchExperimentsResponse response(DefinitionChanges.Builder changes) {
    return WatchExperimentsResponse.newBuilder().setChanges(changes).build();
  }
}
