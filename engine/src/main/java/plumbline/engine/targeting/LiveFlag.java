package plumbline.engine.targeting;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flag as evaluation sees it: its rules in order, and what everybody else gets. Immutable, made
 * once for each version of what it depends on, with every answer made beforehand.
 *
 * @param <A> what is given
 */
public final class LiveFlag<A> {
  // An array: walking a list makes an iterator for each call.
  private final FlagRule<A>[] rules;
  private final A otherwise;

  /** Takes the rules in the order in which they are asked. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type; nothing else goes in.
  public LiveFlag(List<FlagRule<A>> rules, A otherwise) {
    this.rules = rules.toArray(new FlagRule[0]);
    this.otherwise = otherwise;
  }

  /**
   * What the unit gets: of the first rule that gives it something.
   *
   * @param unit 1 to 256 bytes of UTF-8, validated; anything where no rule goes by units
   * @param attributes what the caller says of the unit
   */
  public A decide(String unit, Map<String, ?> attributes) {
    for (var rule : rules) {
      @Nullable A given = rule.give(unit, attributes);
      if (given != null) {
        return given;
      }
    }
    return otherwise;
  }
}
