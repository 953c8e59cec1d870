package plumbline.assignment.ofrep;

import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import plumbline.assignment.evaluation.AssignmentTimes;
import plumbline.assignment.evaluation.FlagAsk;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.assignment.evaluation.FlagError;
import plumbline.assignment.evaluation.FlagEvaluation;
import plumbline.assignment.evaluation.FlagEvaluator;

/** One flag for one context. */
@ApplicationScoped
class OfrepSingle {
  private final FlagEvaluator evaluator;
  private final Timer took;

  @Inject
  OfrepSingle(FlagEvaluator evaluator, AssignmentTimes times) {
    this.evaluator = evaluator;
    this.took = times.of(AssignmentTimes.Face.OFREP);
  }

  /** The reply. The protocol does not say which type is wanted, so any is right. */
  Response.ResponseBuilder evaluate(String key, FlagContext context) {
    var begin = System.nanoTime();
    var evaluation = evaluator.one(key, FlagAsk.ANY, context);
    took.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    var json = new OfrepJson();
    return switch (evaluation) {
      case FlagEvaluation.Answered(var type, var answer) ->
          OfrepResource.json(200, json.answer(key, type, answer, answer.metadata()).toString());
      case FlagEvaluation.Refused(var error, var details) ->
          OfrepResource.json(status(error), json.refusal(key, error, details).toString());
    };
  }

  private static int status(FlagError error) {
    return switch (error) {
      case FLAG_NOT_FOUND -> 404;
      case TYPE_MISMATCH, TARGETING_KEY_MISSING, INVALID_CONTEXT -> 400;
    };
  }
}
