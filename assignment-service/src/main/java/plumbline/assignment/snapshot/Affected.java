package plumbline.assignment.snapshot;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagRule;

/** What answers by something that changed, directly or by others. */
final class Affected {
  private Affected() {}

  /** The ids of the rows that changed and of those that answer by them. */
  static Set<String> by(Collection<StoredRow> changed, Contents contents) {
    var affected =
        changed.stream().map(StoredRow::id).collect(Collectors.toCollection(HashSet::new));
    while (affected.addAll(asking(affected, contents))) {
      // Who asks them is affected as well.
    }
    return affected;
  }

  private static Set<String> asking(Set<String> affected, Contents contents) {
    return contents.rows().stream()
        .filter(row -> asked(row).anyMatch(affected::contains))
        .map(StoredRow::id)
        .collect(Collectors.toSet());
  }

  /** The ids of what the row answers by. */
  private static Stream<String> asked(StoredRow row) {
    return switch (row.kind()) {
      case EXPERIMENT -> asked((Experiment) row.contract());
      case FLAG ->
          ((Flag) row.contract())
              .getDefinition().getRulesList().stream()
                  .filter(FlagRule::hasExperiment)
                  .map(rule -> Kind.EXPERIMENT.id(rule.getExperiment().getExperiment()));
      case HOLDOUT, SDK_KEY -> Stream.empty();
    };
  }

  private static Stream<String> asked(Experiment experiment) {
    var definition = experiment.getDefinition();
    return Stream.concat(
        definition.getHoldoutsList().stream().map(Kind.HOLDOUT::id),
        definition.getPrerequisitesList().stream()
            .map(it -> (it.hasValue() ? Kind.FLAG : Kind.EXPERIMENT).id(it.getKey())));
  }
}
