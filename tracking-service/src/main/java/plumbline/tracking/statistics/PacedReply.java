package plumbline.tracking.statistics;

import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import plumbline.kit.failure.Failure;

/**
 * A stream of replies at its client's pace: who sends one waits until the client has taken those
 * before it. For one thread.
 */
final class PacedReply<T> {
  private final ServerCallStreamObserver<T> client;
  private final long patienceNanos;
  private final long end;

  /** To be made while the call begins. */
  PacedReply(ServerCallStreamObserver<T> client, Duration patience, Duration longest) {
    this.client = client;
    this.patienceNanos = patience.toNanos();
    this.end = System.nanoTime() + longest.toNanos();
    client.setOnReadyHandler(this::wake);
    client.setOnCancelHandler(this::wake);
  }

  /**
   * Sends one, when there is room for it.
   *
   * @throws CancellationException if the client is gone
   * @throws Failure.Unavailable if it takes nothing for too long
   */
  void send(T reply) {
    awaitRoom();
    client.onNext(reply);
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void awaitRoom() {
    var until = Math.min(System.nanoTime() + patienceNanos, end);
    while (!client.isReady() && !client.isCancelled()) {
      var left = until - System.nanoTime();
      if (left <= 0) {
        throw new Failure.Unavailable(
            "the units were not read fast enough, and the snapshot is given up");
      }
      pause(left);
    }
    if (client.isCancelled()) {
      throw new CancellationException("the client is gone");
    }
  }

  private void pause(long nanos) {
    try {
      wait(nanos / 1_000_000 + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Unavailable("the service is ending");
    }
  }
}
