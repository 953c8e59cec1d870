package plumbline.assignment.experiment;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.flag.FlagValues;
import plumbline.assignment.flag.NamedFlags;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.Variant;

/** What the experiments and flags must be that a definition names as its prerequisites. */
record NamedPrerequisites(String key, ExperimentDefinition definition, Found found) {
  static final String ROOT = "definition.prerequisites";

  /** What there is of them, by key. */
  record Found(Map<String, ExperimentDefinition> experiments, Map<String, Flag> flags) {}

  /** Adds what is wrong with each. */
  void check(Violations violations) {
    for (var i = 0; i < definition.getPrerequisitesCount(); i++) {
      var prerequisite = definition.getPrerequisites(i);
      if (prerequisite.hasValue()) {
        checkFlag(violations, ROOT + "[" + i + "]", prerequisite);
      } else {
        checkExperiment(violations, ROOT + "[" + i + "]", prerequisite);
      }
    }
  }

  private void checkExperiment(Violations violations, String path, Prerequisite prerequisite) {
    @Nullable ExperimentDefinition other = found.experiments.get(prerequisite.getKey());
    if (prerequisite.getKey().equals(key)) {
      violations.add(path + ".key", "must be another experiment");
    } else if (other == null) {
      violations.add(path + ".key", "must be an experiment that exists");
    } else {
      violations.check(
          other.getUnitType() == definition.getUnitType(),
          path + ".key",
          "must be an experiment of the same unit type");
      violations.check(
          other.getVariantsList().stream()
              .map(Variant::getKey)
              .anyMatch(prerequisite.getVariant()::equals),
          path + ".variant",
          "must be one of the variants of '" + prerequisite.getKey() + "'");
    }
  }

  private void checkFlag(Violations violations, String path, Prerequisite prerequisite) {
    @Nullable Flag flag = found.flags.get(prerequisite.getKey());
    if (prerequisite.getKey().equals(definition.getFlag())) {
      violations.add(path + ".key", "must be another flag than the one that the experiment drives");
    } else if (flag == null) {
      violations.add(path + ".key", "must be a flag that exists");
    } else {
      violations.check(
          !flag.hasArchiveTime(), path + ".key", "was archived: restore it, or name another flag");
      violations.check(
          flag.getDefinition().getUnitType() == definition.getUnitType()
              || !NamedFlags.goesByUnits(flag.getDefinition()),
          path + ".key",
          "must be a flag of the same unit type, or one with force rules alone");
      violations.check(
          FlagValues.isOf(flag.getDefinition().getType(), prerequisite.getValue()),
          path + ".value",
          FlagValues.allowed(flag.getDefinition().getType()));
    }
  }
}
