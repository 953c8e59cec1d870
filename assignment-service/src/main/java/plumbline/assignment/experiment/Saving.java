package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.DefinitionRules;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.metric.Catalogue;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** Makes a definition ready to be saved, given all else that is stored. */
@ApplicationScoped
class Saving {
  private final Prerequisites prerequisites;

  @Inject
  Saving(Prerequisites prerequisites) {
    this.prerequisites = prerequisites;
  }

  /**
   * The definition with the catalogue's metrics that it refers to, in the transaction of the
   * change.
   *
   * @param wanted what keeps the rules as far as they can be told without the catalogue
   * @throws Failure.Invalid naming what it refers to in vain, or all that is wrong with the whole
   */
  Uni<ExperimentDefinition> prepare(
      ExperimentKey key, ExperimentDefinition wanted, Completeness completeness, Work work) {
    return Catalogue.complete(work.session(), wanted)
        .invoke(whole -> {
          if (!whole.equals(wanted)) {
            var violations = new Violations();
            DefinitionRules.check(violations, whole, completeness);
            violations.throwIfAny();
          }
        })
        .call(whole -> prerequisites.check(key, whole));
  }
}
