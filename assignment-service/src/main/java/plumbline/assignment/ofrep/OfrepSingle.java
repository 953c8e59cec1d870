package plumbline.assignment.ofrep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import plumbline.assignment.evaluation.FlagAsk;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.assignment.evaluation.FlagError;
import plumbline.assignment.evaluation.FlagEvaluation;
import plumbline.assignment.evaluation.FlagEvaluator;

/** One flag for one context. */
@ApplicationScoped
class OfrepSingle {
  private final FlagEvaluator evaluator;

  @Inject
  OfrepSingle(FlagEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  /** The reply. The protocol does not say which type is wanted, so any is right. */
  Response.ResponseBuilder evaluate(String key, FlagContext context) {
    var json = new OfrepJson();
    return switch (evaluator.one(key, FlagAsk.ANY, context)) {
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
