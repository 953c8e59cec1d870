package plumbline.assignment.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.assignment.exposure.Exposures;
import plumbline.assignment.flag.FlagUses;
import plumbline.assignment.snapshot.AssignableFlag;
import plumbline.assignment.snapshot.FlagAnswer;
import plumbline.assignment.snapshot.Snapshots;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.FlagType;

/** Evaluates flags by the snapshot in memory; nothing here waits for anything. */
@ApplicationScoped
public class FlagEvaluator {
  private final Snapshots snapshots;
  private final Exposures exposures;
  private final FlagUses uses;

  @Inject
  FlagEvaluator(Snapshots snapshots, Exposures exposures, FlagUses uses) {
    this.snapshots = snapshots;
    this.exposures = exposures;
    this.uses = uses;
  }

  /**
   * One flag, which exposes the unit where the flag says so.
   *
   * @throws Failure.Unavailable if no definitions have been loaded yet
   */
  public FlagEvaluation one(String key, FlagAsk asked, FlagContext context) {
    @Nullable AssignableFlag flag = snapshots.require().flags().get(key);
    if (flag == null) {
      return notFound(key);
    }
    uses.asked(flag.key());
    if (flag.archived()) {
      return notFound(key);
    }
    if (!asked.takes(flag.type())) {
      return new FlagEvaluation.Refused(
          FlagError.TYPE_MISMATCH,
          "the flag '%s' is of type %s, not %s"
              .formatted(key, FlagAsk.word(flag.type()), asked.word()));
    }
    var problem = context.problem();
    return problem == null ? expose(flag, context, evaluate(flag, context)) : problem;
  }

  /**
   * Every flag in use; exposes nobody.
   *
   * @throws Failure.Unavailable if no definitions have been loaded yet
   */
  public List<Keyed> all(FlagContext context) {
    var flags = snapshots.require().flags().values();
    uses.askedForAll();
    var problem = context.problem();
    var found = new ArrayList<Keyed>(flags.size());
    for (var flag : flags) {
      if (!flag.archived()) {
        var evaluation = problem == null ? evaluate(flag, context) : problem;
        found.add(new Keyed(flag.key(), flag.type(), evaluation));
      }
    }
    return found;
  }

  private static FlagEvaluation evaluate(AssignableFlag flag, FlagContext context) {
    if (flag.goesByUnits()) {
      var problem = context.unitProblem(flag.unitType());
      if (problem != null) {
        return problem;
      }
    }
    var answer = flag.decide(context.unit(flag.unitType()), context.attributes());
    return new FlagEvaluation.Answered(flag.type(), answer);
  }

  private FlagEvaluation expose(
      AssignableFlag flag, FlagContext context, FlagEvaluation evaluation) {
    if (evaluation instanceof FlagEvaluation.Answered(_, FlagAnswer answer)
        && answer.shown().isPresent()
        && answer.shown().get().recorded()) {
      var shown = answer.shown().get();
      exposures.record(
          shown.experiment(),
          shown.variant(),
          shown.unitType(),
          context.unit(flag.unitType()),
          shown.attributes(),
          context.attributes());
    }
    return evaluation;
  }

  /** What was asked for is shown only if it could be a key: it may be anything, of any length. */
  private static FlagEvaluation notFound(String key) {
    return new FlagEvaluation.Refused(
        FlagError.FLAG_NOT_FOUND,
        ExperimentKey.isValid(key)
            ? "no flag '" + key + "'"
            : "no such flag: a key " + ExperimentKey.ALLOWED);
  }

  /** One of all flags. */
  public record Keyed(String key, FlagType type, FlagEvaluation evaluation) {}
}
