package plumbline.assignment.experiment;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.Prerequisite;

/** What must be decided first, by key: experiments and flags. */
record Needs(Set<String> experiments, Set<String> flags) {

  /** What experiments have as prerequisites. */
  static Needs of(Collection<ExperimentDefinition> definitions) {
    return new Needs(keys(definitions, false), keys(definitions, true));
  }

  /** The experiments that drive a flag. */
  static Needs of(FlagDefinition flag) {
    return new Needs(driving(flag).collect(Collectors.toSet()), Set.of());
  }

  /** The same, and the experiments that drive these flags. */
  Needs and(Collection<Flag> others) {
    var all =
        Stream.concat(
            experiments.stream(), others.stream().flatMap(it -> driving(it.getDefinition())));
    return new Needs(all.collect(Collectors.toSet()), flags);
  }

  boolean isEmpty() {
    return experiments.isEmpty() && flags.isEmpty();
  }

  private static Stream<String> driving(FlagDefinition flag) {
    return flag.getRulesList().stream()
        .filter(FlagRule::hasExperiment)
        .map(rule -> rule.getExperiment().getExperiment());
  }

  private static Set<String> keys(Collection<ExperimentDefinition> definitions, boolean flags) {
    return definitions.stream()
        .flatMap(it -> it.getPrerequisitesList().stream())
        .filter(it -> it.hasValue() == flags)
        .map(Prerequisite::getKey)
        .collect(Collectors.toSet());
  }
}
