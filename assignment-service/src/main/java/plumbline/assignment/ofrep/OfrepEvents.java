package plumbline.assignment.ofrep;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import plumbline.assignment.notice.FlagNotice;
import plumbline.assignment.notice.FlagNotices;
import plumbline.assignment.notice.FlagStreams;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.HttpFailures;

/**
 * Tells browsers that they should evaluate again. It is open to everybody, as a browser's event
 * source cannot send a token, and says no more than that something changed.
 */
@ApplicationScoped
class OfrepEvents {
  static final String PATH = "/ofrep/v1/events";

  /** More than passes between a browser's evaluation and the stream that it then opens. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final FlagNotices notices;
  private final FlagStreams streams;
  private final Clock clock;
  private final Vertx vertx;

  @Inject
  OfrepEvents(FlagNotices notices, FlagStreams streams, Clock clock, Vertx vertx) {
    this.notices = notices;
    this.streams = streams;
    this.clock = clock;
    this.vertx = vertx;
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(this::open);
  }

  private void open(RoutingContext http) {
    try {
      var newest = notices.newest();
      var stream = new OfrepStream(http.response(), vertx.getOrCreateContext(), notices);
      streams.add(stream);
      http.addEndHandler(_ -> streams.remove(stream));
      stream.begin(newest, hasMissed(newest, http));
    } catch (Failure refusal) {
      HttpFailures.refuse(http, refusal);
    }
  }

  /**
   * Whether the caller evaluated before the newest change. One that comes again says which change
   * it heard of last; one that is new may have evaluated just before, if there was a change just
   * now.
   */
  private boolean hasMissed(FlagNotice newest, RoutingContext http) {
    var heard = http.request().getHeader("last-event-id");
    return heard == null
        ? newest.time().plus(RECENT).isAfter(clock.instant())
        : !heard.equals(newest.etag());
  }
}
