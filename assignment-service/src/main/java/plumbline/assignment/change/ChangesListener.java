package plumbline.assignment.change;

import io.smallrye.mutiny.Uni;

/** Is told after each committed change. */
public interface ChangesListener {
  /** Ends, always well, when this replica has seen the change, or after a bounded time. */
  Uni<Void> changed();
}
