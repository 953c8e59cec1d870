package plumbline.assignment.ofrep;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import plumbline.assignment.notice.FlagNotice;
import plumbline.assignment.notice.FlagNotices;
import plumbline.assignment.notice.FlagStream;

/**
 * One browser's stream of server-sent events. All of it happens on its own event loop; a reader
 * that is slow costs the number of the last notice that it was told.
 */
final class OfrepStream implements FlagStream {
  private static final String ALIVE = ":\n\n";

  private final HttpServerResponse response;
  private final Context eventLoop;
  private final FlagNotices notices;
  private final AtomicBoolean woken = new AtomicBoolean();
  private long told;
  private boolean spoke;

  OfrepStream(HttpServerResponse response, Context eventLoop, FlagNotices notices) {
    this.response = response;
    this.eventLoop = eventLoop;
    this.notices = notices;
  }

  /**
   * Opens it. What the browser shall name when it comes again is said without an event.
   *
   * @param missed whether the newest change is news
   */
  void begin(FlagNotice newest, boolean missed) {
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store")
        // A proxy that collects what passes would keep changes back.
        .putHeader("x-accel-buffering", "no")
        .drainHandler(_ -> drain());
    told = newest.number();
    say(missed ? event(newest) : id(newest) + "\n");
    drain();
  }

  @Override
  public void tell() {
    if (woken.compareAndSet(false, true)) {
      eventLoop.runOnContext(_ -> {
        woken.set(false);
        drain();
      });
    }
  }

  @Override
  public void keepAlive() {
    eventLoop.runOnContext(_ -> {
      if (!spoke && takesMore()) {
        say(ALIVE);
      }
      spoke = false;
    });
  }

  @Override
  public void end() {
    eventLoop.runOnContext(_ -> {
      if (!response.ended() && !response.closed()) {
        response.end();
      }
    });
  }

  private void drain() {
    var newest = notices.newest();
    if (newest.number() > told && takesMore()) {
      told = newest.number();
      say(event(newest));
    }
  }

  private boolean takesMore() {
    return !response.ended() && !response.closed() && !response.writeQueueFull();
  }

  private void say(String text) {
    spoke = true;
    response.write(text);
  }

  private static String id(FlagNotice notice) {
    return "id: " + notice.etag() + "\n";
  }

  private static String event(FlagNotice notice) {
    var data =
        new OfrepJson()
            .object(json ->
                json.text("type", "refetchEvaluation")
                    .text("etag", notice.etag())
                    .number("lastModified", notice.time().getEpochSecond()));
    return "event: message\n" + id(notice) + "data: " + data + "\n\n";
  }
}
