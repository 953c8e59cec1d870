package plumbline.engine.targeting;

import java.util.Map;

/**
 * Whom an experiment is for, by what the caller says of the unit. Immutable and thread-safe; asked
 * once a decision, so it answers from memory and within bounds.
 */
@FunctionalInterface
public interface Eligibility {
  /** Everybody, without a look at the attributes. */
  Eligibility EVERYBODY = _ -> true;

  /**
   * Whether the unit is eligible. Never throws: what cannot be decided is not eligible.
   *
   * @param attributes by name, at most 32, as the caller gave them
   */
  boolean includes(Map<String, ?> attributes);
}
