package plumbline.openfeature;

import java.time.Duration;
import java.util.List;

/** What came of sending a batch. */
sealed interface Answer {

  /** It was read: what became of each event, in order. */
  record Taken(List<Result> results) implements Answer {}

  /** It will never be taken as it is, because of one of its events or of its size. */
  record Refused(String reason) implements Answer {}

  /**
   * Nobody knows; sending it again is safe.
   *
   * @param retryAfter the wait that the server asks for; zero: none
   */
  record Failed(String reason, Duration retryAfter) implements Answer {}

  /**
   * What became of one event.
   *
   * @param reason why it was not stored; empty if it was
   */
  record Result(boolean stored, String reason) {}
}
