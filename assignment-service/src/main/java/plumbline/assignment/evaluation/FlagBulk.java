package plumbline.assignment.evaluation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import plumbline.assignment.evaluation.FlagEvaluator.Keyed;
import plumbline.assignment.snapshot.Snapshots;
import plumbline.kit.failure.Failure;

/** Evaluates all flags so that nobody waits for it: many of them on a thread of their own. */
@ApplicationScoped
public class FlagBulk {
  /** A fraction of a millisecond of evaluating and writing. */
  private static final int FEW = 50;

  private final FlagEvaluator evaluator;
  private final Snapshots snapshots;
  private final Vertx vertx;

  @Inject
  FlagBulk(FlagEvaluator evaluator, Snapshots snapshots, Vertx vertx) {
    this.evaluator = evaluator;
    this.snapshots = snapshots;
    this.vertx = vertx;
  }

  /**
   * Every flag in use, written by {@code render}; exposes nobody. Completes where it was called.
   *
   * @throws Failure.Unavailable if no definitions have been loaded yet
   */
  public <T> Future<T> evaluate(FlagContext context, Function<List<Keyed>, T> render) {
    Callable<T> work = () -> render.apply(evaluator.all(context));
    if (snapshots.require().flags().size() > FEW) {
      return vertx.executeBlocking(work, false);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }
}
