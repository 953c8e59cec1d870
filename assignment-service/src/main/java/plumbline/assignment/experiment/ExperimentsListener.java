package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;

/** Is told after each committed change. */
public interface ExperimentsListener {
  /** Ends, always well, when this replica has seen the change, or after a bounded time. */
  Uni<Void> changed();
}
