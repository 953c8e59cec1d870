package plumbline.assignment.flagd;

import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.BiFunction;
import plumbline.assignment.notice.FlagNotices;
import plumbline.assignment.notice.FlagStream;

/** One EventStream. A reader that is slow costs the number of the last notice that it was told. */
final class FlagdStream<R> implements FlagStream {
  private static final String READY = "provider_ready";
  private static final String CHANGE = "configuration_change";
  private static final String ALIVE = "keep_alive";

  private final ServerCallStreamObserver<R> observer;
  private final FlagNotices notices;
  private final BiFunction<String, Struct, R> message;
  private long told;
  private boolean spoke;
  private boolean ended;

  FlagdStream(
      ServerCallStreamObserver<R> observer,
      FlagNotices notices,
      BiFunction<String, Struct, R> message) {
    this.observer = observer;
    this.notices = notices;
    this.message = message;
    // What is evaluated from now on is at least as new: later changes are what it must be told.
    this.told = notices.newest().number();
  }

  /** Says that evaluation works, and what a client that was away for a moment may have missed. */
  synchronized void begin() {
    send(READY, Struct.getDefaultInstance());
    notices.recent().ifPresent(recent -> send(CHANGE, recent));
    tell();
  }

  @Override
  public synchronized void tell() {
    var newest = notices.newest();
    if (newest.number() > told && takesMore()) {
      send(CHANGE, newest.since(told));
      told = newest.number();
    }
  }

  @Override
  public synchronized void keepAlive() {
    if (!spoke && takesMore()) {
      send(ALIVE, Struct.getDefaultInstance());
    }
    spoke = false;
  }

  @Override
  public synchronized void end() {
    if (!ended && !observer.isCancelled()) {
      ended = true;
      observer.onError(Status.UNAVAILABLE.withDescription("shutting down").asException());
    }
  }

  private boolean takesMore() {
    return !ended && !observer.isCancelled() && observer.isReady();
  }

  private void send(String type, Struct data) {
    spoke = true;
    observer.onNext(message.apply(type, data));
  }
}
