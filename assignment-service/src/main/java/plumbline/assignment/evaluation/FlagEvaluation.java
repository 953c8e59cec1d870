package plumbline.assignment.evaluation;

import plumbline.assignment.snapshot.FlagAnswer;
import plumbline.proto.assignment.v1.FlagType;

/** What became of an evaluation. */
public sealed interface FlagEvaluation {
  /** A value of the flag's type. */
  record Answered(FlagType type, FlagAnswer answer) implements FlagEvaluation {}

  /**
   * None.
   *
   * @param details what is wrong and what is allowed, for people
   */
  record Refused(FlagError error, String details) implements FlagEvaluation {}
}
