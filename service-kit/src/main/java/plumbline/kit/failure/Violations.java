package plumbline.kit.failure;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that one answer names it all. */
public final class Violations {
  private final List<Violation> found = new ArrayList<>();

  public void add(String field, String description) {
    found.add(new Violation(field, description));
  }

  /** Adds a violation unless {@code valid}; answers {@code valid}. */
  public boolean check(boolean valid, String field, String description) {
    if (!valid) {
      add(field, description);
    }
    return valid;
  }

  /** What was found so far, in order. */
  public List<Violation> found() {
    return List.copyOf(found);
  }

  /** Throws {@link Failure.Invalid} if anything was found. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new Failure.Invalid(found);
    }
  }
}
