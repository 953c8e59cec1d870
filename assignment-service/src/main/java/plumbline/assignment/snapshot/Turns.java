package plumbline.assignment.snapshot;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done once at a time. Who asks while it is under way gets what the next turn brings,
 * together with all others who asked meanwhile: so it has begun after each of them asked.
 */
final class Turns<T> {
  private final Supplier<Uni<T>> work;
  private CompletableFuture<T> present;
  private @Nullable CompletableFuture<T> next;

  /** The work must end, be it in failure. */
  Turns(Supplier<Uni<T>> work) {
    this.work = work;
    this.present = CompletableFuture.failedFuture(new IllegalStateException("none yet"));
  }

  /** What a turn brings that has not begun yet. Giving up waiting takes it from nobody else. */
  Uni<T> take() {
    return Uni.createFrom().completionStage(() -> ask().copy());
  }

  private CompletableFuture<T> ask() {
    CompletableFuture<T> asked;
    CompletableFuture<T> before;
    synchronized (this) {
      if (next != null) {
        return next;
      }
      asked = new CompletableFuture<>();
      next = asked;
      before = present;
    }
    var _ = before.whenComplete((_, _) -> begin(asked));
    return asked;
  }

  private void begin(CompletableFuture<T> turn) {
    synchronized (this) {
      present = turn;
      next = null;
    }
    Uni.createFrom()
        .deferred(work::get)
        .subscribe()
        .with(turn::complete, turn::completeExceptionally);
  }
}
