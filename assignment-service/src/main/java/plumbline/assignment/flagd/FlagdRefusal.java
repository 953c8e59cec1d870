package plumbline.assignment.flagd;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import plumbline.assignment.evaluation.FlagEvaluation;
import plumbline.kit.failure.NoRetry;

/** Why there is no value, in the codes that flagd's clients know. */
final class FlagdRefusal {
  private FlagdRefusal() {}

  /**
   * The clients make FLAG_NOT_FOUND of NOT_FOUND, TYPE_MISMATCH of INVALID_ARGUMENT (so nothing
   * else may use it), PARSE_ERROR of DATA_LOSS, and GENERAL, with our words, of
   * FAILED_PRECONDITION. They would ask again after UNKNOWN and UNAVAILABLE, and one of them shows
   * the latter as FLAG_NOT_FOUND. The one for Java asks again whatever the code is, after a pause
   * that is longer than its deadline, unless it is told not to.
   */
  static StatusRuntimeException of(FlagEvaluation.Refused refused) {
    var status =
        switch (refused.error()) {
          case FLAG_NOT_FOUND -> Status.NOT_FOUND;
          case TYPE_MISMATCH -> Status.INVALID_ARGUMENT;
          case TARGETING_KEY_MISSING, INVALID_CONTEXT -> Status.FAILED_PRECONDITION;
        };
    return status.withDescription(refused.details()).asRuntimeException(NoRetry.in(new Metadata()));
  }
}
