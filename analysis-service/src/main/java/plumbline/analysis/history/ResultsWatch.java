package plumbline.analysis.history;

import io.grpc.stub.ServerCallStreamObserver;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.GrpcFailures;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.WatchResultsResponse;

/** Tells callers of results whenever they change. Nothing is put aside for one that is slow. */
@ApplicationScoped
public class ResultsWatch {
  private static final long LOOK_MILLIS = 2_000;

  /** Looks after which results are sent although nothing changed but their time. */
  private static final int MOST_SILENT = 15;

  private final Vertx vertx;
  private final GrpcFailures failures;

  @Inject
  ResultsWatch(Vertx vertx, GrpcFailures failures) {
    this.vertx = vertx;
    this.failures = failures;
  }

  /** To be called before the call that opens the stream has returned. */
  public void watch(
      Uni<ExperimentResults> results, ServerCallStreamObserver<WatchResultsResponse> observer) {
    var watcher = new Watcher(results, observer);
    observer.setOnCancelHandler(watcher::end);
    watcher.begin();
  }

  private final class Watcher {
    private final Uni<ExperimentResults> results;
    private final ServerCallStreamObserver<WatchResultsResponse> observer;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean ended;
    private long timer;
    private @Nullable ExperimentResults sent;
    private int silent;

    Watcher(
        Uni<ExperimentResults> results, ServerCallStreamObserver<WatchResultsResponse> observer) {
      this.results = results;
      this.observer = observer;
    }

    void begin() {
      look();
      timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    }

    void end() {
      ended = true;
      vertx.cancelTimer(timer);
    }

    private void look() {
      if (!ended && observer.isReady() && looking.compareAndSet(false, true)) {
        results.subscribe().with(this::take, this::fail);
      }
    }

    private void take(ExperimentResults found) {
      if (!ended && isNews(found)) {
        sent = found;
        silent = 0;
        observer.onNext(WatchResultsResponse.newBuilder().setResults(found).build());
      }
      looking.set(false);
    }

    private boolean isNews(ExperimentResults found) {
      return sent == null || ++silent >= MOST_SILENT || !timeless(found).equals(timeless(sent));
    }

    private static ExperimentResults timeless(ExperimentResults results) {
      return results.toBuilder().clearAsOf().clearCompleteUpTo().build();
    }

    /** A neighbour that is away for a moment ends nobody's stream. */
    private void fail(Throwable thrown) {
      looking.set(false);
      if (!ended && (sent == null || !(thrown instanceof Failure.Unavailable))) {
        end();
        observer.onError(failures.transform(thrown));
      }
    }
  }
}
