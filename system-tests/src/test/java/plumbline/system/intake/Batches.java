package plumbline.system.intake;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/**
 * What one sender has to say: outcomes and exposures, of users alone and together with accounts
 * that all senders share, most of them of now, others around midnight and the ends of months.
 */
final class Batches {
  private static final int ACCOUNTS = 50;

  private final String prefix;
  private final String sender;
  private final Random random;
  private final List<Instant> borders;
  private final Instant now;
  private int number;

  /**
   * Another one for each sender.
   *
   * @param prefix what the ids of all units begin with
   */
  Batches(String prefix, String sender, Random random, Instant now) {
    this.prefix = prefix;
    this.sender = sender;
    this.random = random;
    this.now = now.truncatedTo(ChronoUnit.MICROS);
    this.borders = borders(now);
  }

  /** A batch that nobody has sent before; now and then an event of it stands in it twice. */
  List<Event> next(int size) {
    var batch = new ArrayList<Event>(size);
    number++;
    for (var i = 0; batch.size() < size; i++) {
      var event = event(i);
      batch.add(event);
      if (random.nextInt(20) == 0) {
        batch.add(event);
      }
    }
    return batch;
  }

  private Event event(int i) {
    var name = sender + "-" + number + "-" + i;
    var event = Event.newBuilder().putUnits("user", prefix + "-user-" + name).setOccurredAt(time());
    if (random.nextInt(3) == 0) {
      var exposure = Exposure.newBuilder().setExperiment("nobodys").setVariant("a");
      return event.setEventId("x").setExposure(exposure).build();
    }
    if (random.nextInt(4) == 0) {
      event.putUnits("account", prefix + "-account-" + random.nextInt(ACCOUNTS));
    }
    return event
        .setEventId(name)
        .setName("buy")
        .setValueMicros(random.nextInt(1_000_000_000))
        .build();
  }

  private Timestamp time() {
    var chosen =
        random.nextInt(4) == 0
            ? borders.get(random.nextInt(borders.size()))
            : now.minus(random.nextInt(60_000_000), ChronoUnit.MICROS);
    return Timestamps.fromMicros(ChronoUnit.MICROS.between(Instant.EPOCH, chosen));
  }

  /** Just before and at midnight, and the same at the begins of this month and the last. */
  private static List<Instant> borders(Instant now) {
    var month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    var midnights =
        List.of(
            now.truncatedTo(ChronoUnit.DAYS),
            month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
            month.minusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    return midnights.stream()
        .flatMap(it -> Stream.of(it.minus(Duration.ofNanos(1_000)), it))
        .toList();
  }
}
