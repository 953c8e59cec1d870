package plumbline.assignment.database;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The Vert.x context on which something was asked. What is answered over the wire, or for several
 * callers at once, comes on another thread; a database session needs the caller's own.
 */
public final class CallersContext {
  private final Context context;

  private CallersContext(Context context) {
    this.context = context;
  }

  /** The present one; to be asked before anything that may answer elsewhere. */
  public static CallersContext now() {
    return new CallersContext(requireNonNull(Vertx.currentContext()));
  }

  /** The same, going on here. */
  public <T> Uni<T> resume(Uni<T> elsewhere) {
    return elsewhere.emitOn(task -> context.runOnContext(_ -> task.run()));
  }
}
