package plumbline.assignment.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.assignment.change.StoredState;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentRule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** A snapshot that is put together change by change. */
class SnapshotChangesTest {
  private static final long SEED = 20_261_122L;
  private static final int EXPERIMENTS = 30;

  private final Random random = new Random(SEED);
  private final Map<String, StoredRow> rows = new HashMap<>();
  private long version;

  @Test
  void whatDidNotChangeIsTheSameAsBefore() {
    put(Kind.EXPERIMENT, "alone", experiment("alone", 1, ""));
    put(Kind.EXPERIMENT, "first", experiment("first", 1, ""));
    put(Kind.EXPERIMENT, "second", experiment("second", 1, "first"));
    put(Kind.FLAG, "of-alone", flag("of-alone", "alone"));
    put(Kind.FLAG, "of-second", flag("of-second", "second"));
    var before = Snapshot.of(stored(rows.values()));
    var after =
        before.with(stored(List.of(put(Kind.EXPERIMENT, "first", experiment("first", 0.5, "")))));
    assertThat(after).isPresent();
    var made = after.get();
    for (var same : List.of("alone")) {
      assertThat(made.experiment(same).orElseThrow()).isSameAs(before.experiment(same).get());
    }
    for (var another : List.of("first", "second")) {
      assertThat(made.experiment(another).orElseThrow())
          .isNotSameAs(before.experiment(another).get());
    }
    assertThat(made.flags().get("of-alone")).isSameAs(before.flags().get("of-alone"));
    assertThat(made.flags().get("of-second")).isNotSameAs(before.flags().get("of-second"));
    assertThat(made.lineage()).isSameAs(before.lineage());
  }

  @Test
  void howeverItWasPutTogetherItAnswersAlike() {
    for (var i = 0; i < EXPERIMENTS; i++) {
      change(i);
      put(Kind.FLAG, "f" + i, flag("f" + i, "e" + i));
    }
    var held = Snapshot.of(stored(rows.values()));
    for (var round = 0; round < 200; round++) {
      var changed = new ArrayList<StoredRow>();
      for (var i = 0; i <= random.nextInt(3); i++) {
        changed.add(change(random.nextInt(EXPERIMENTS)));
      }
      held = held.with(stored(changed)).orElseThrow();
      assertThat(answers(held))
          .as("round %d, seed %d", round, SEED)
          .isEqualTo(answers(Snapshot.of(stored(rows.values()))));
    }
  }

  @Test
  void whatDoesNotLeadToTheStateIsNotTaken() {
    var held = Snapshot.of(stored(List.of(change(0), change(1))));
    var lost = change(1);
    var told = change(0);
    assertThat(held.with(stored(List.of(told)))).as("a change was lost").isEmpty();
    assertThat(held.with(stored(List.of(told, lost)))).isPresent();
    var state = stored(List.of()).state();
    var otherEpoch = new SnapshotVersion("other", version);
    assertThat(
            held.with(
                new Stored(new StoredState(otherEpoch, state.fingerprint()), List.of(told, lost))))
        .as("of another database")
        .isEmpty();
    var older = new SnapshotVersion("e", 1);
    assertThat(
            held.with(new Stored(new StoredState(older, state.fingerprint()), List.of(told, lost))))
        .as("older than what is held")
        .isEmpty();
  }

  /** What everybody gets of everything. */
  private static Map<String, Object> answers(Snapshot snapshot) {
    var answers = new HashMap<String, Object>();
    for (var unit = 0; unit < 20; unit++) {
      var id = "u" + unit;
      snapshot
          .experiments()
          .forEach(it -> {
            var experiment = snapshot.experiment(it.getKey()).orElseThrow();
            answers.put(id + it.getKey(), experiment.reply(experiment.decide(id, Map.of())));
          });
      snapshot.flags().forEach((key, flag) -> answers.put(id + key, flag.decide(id, Map.of())));
    }
    answers.put(
        "serving",
        snapshot.serving(UnitType.UNIT_TYPE_USER).stream().map(AssignableExperiment::key).toList());
    return answers;
  }

  /** Another version of an experiment, which may ask an earlier one. */
  private StoredRow change(int number) {
    var asked = number == 0 || random.nextBoolean() ? "" : "e" + random.nextInt(number);
    var traffic = 0.1 + 0.9 * random.nextDouble();
    return put(Kind.EXPERIMENT, "e" + number, experiment("e" + number, traffic, asked));
  }

  private StoredRow put(Kind kind, String key, Message contract) {
    version++;
    var row = new StoredRow(kind, key, version, 1 + random.nextInt(Integer.MAX_VALUE), contract);
    rows.put(row.id(), row);
    return row;
  }

  /** Rows of what is stored by now. */
  private Stored stored(Iterable<StoredRow> some) {
    var fingerprint = rows.values().stream().mapToLong(StoredRow::stamp).sum();
    var state = new StoredState(new SnapshotVersion("e", version), fingerprint);
    var listed = new ArrayList<StoredRow>();
    some.forEach(listed::add);
    return new Stored(state, listed);
  }

  private static Experiment experiment(String key, double traffic, String asked) {
    var definition =
        ExperimentDefinition.newBuilder()
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .setTraffic(traffic)
            .addVariants(variant("control").setControl(true))
            .addVariants(variant("treatment"));
    if (!asked.isEmpty()) {
      definition.addPrerequisites(Prerequisite.newBuilder().setKey(asked).setVariant("treatment"));
    }
    return Experiment.newBuilder()
        .setKey(key)
        .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
        .setTraffic(traffic)
        .setDefinition(definition)
        .build();
  }

  private static Variant.Builder variant(String key) {
    var payload = Value.newBuilder().setStringValue(key);
    return Variant.newBuilder().setKey(key).setWeight(0.5).setPayload(payload);
  }

  private static Flag flag(String key, String experiment) {
    var rule = ExperimentRule.newBuilder().setExperiment(experiment);
    return Flag.newBuilder()
        .setKey(key)
        .setDefinition(
            FlagDefinition.newBuilder()
                .setUnitType(UnitType.UNIT_TYPE_USER)
                .setDefaultValue(Value.newBuilder().setStringValue("default"))
                .addRules(FlagRule.newBuilder().setKey("rule").setExperiment(rule)))
        .build();
  }
}
