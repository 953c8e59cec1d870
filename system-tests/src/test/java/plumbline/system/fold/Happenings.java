package plumbline.system.fold;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/**
 * What one sender has to say of users that all senders share, in no order of time: exposures that
 * come late and are earlier, of both variants, of none that there is; refunds; bots; ties.
 */
final class Happenings {
  private static final List<String> COUNTRIES = List.of("DE", "FR", "AT", "");
  private static final long MINUTE = 60_000_000;

  private final String prefix;
  private final String sender;
  private final Random random;
  private final List<Plan> plans;
  private int number;

  /**
   * Another one for each sender.
   *
   * @param prefix what the ids of all users begin with
   */
  Happenings(String prefix, String sender, Random random, List<Plan> plans) {
    this.prefix = prefix;
    this.sender = sender;
    this.random = random;
    this.plans = plans;
  }

  /** A batch that nobody has sent before. */
  List<Event> next(int size) {
    number++;
    var batch = new ArrayList<Event>(size);
    for (var i = 0; i < size; i++) {
      batch.add(event(sender + "-" + number + "-" + i));
    }
    return batch;
  }

  private Event event(String id) {
    // They become more, so that most have few events and some have many.
    var user = random.nextInt(60 + 12 * number);
    var event =
        Event.newBuilder()
            .setEventId(id)
            .putUnits("user", prefix + "-" + user)
            .setOccurredAt(Plan.time(time()));
    if (random.nextInt(60) == 0) {
      event.putAttributes("bot", AttributeValue.newBuilder().setBoolValue(true).build());
    }
    switch (random.nextInt(6)) {
      case 0, 1 -> expose(event, user);
      case 2, 3 -> buy(event);
      default -> view(event);
    }
    return event.build();
  }

  private Instant time() {
    var micros = random.nextLong(-120 * MINUTE, 330 * MINUTE);
    // Now and then the same moment as another's.
    var at = random.nextInt(4) == 0 ? micros / MINUTE * MINUTE : micros;
    return plans.getFirst().start().plus(at, ChronoUnit.MICROS);
  }

  private void expose(Event.Builder event, int user) {
    var country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
    if (!country.isEmpty()) {
      event.putAttributes("country", AttributeValue.newBuilder().setStringValue(country).build());
    }
    var own = user % 2 == 0 ? "a" : "b";
    var variant =
        switch (random.nextInt(20)) {
          case 0 -> "z";
          case 1, 2 -> user % 2 == 0 ? "b" : "a";
          default -> own;
        };
    var plan = plans.get(random.nextInt(plans.size()));
    event.setExposure(Exposure.newBuilder().setExperiment(plan.key()).setVariant(variant));
  }

  private void buy(Event.Builder event) {
    event.setName("buy");
    if (random.nextInt(10) != 0) {
      event.setValueMicros(random.nextLong(-90_000_000, 500_000_000));
    }
  }

  private void view(Event.Builder event) {
    event.setName("view");
    if (random.nextInt(5) != 0) {
      event.putAttributes(
          "ms", AttributeValue.newBuilder().setNumberValue(random.nextInt(1_000)).build());
    }
  }

  /** Two experiments on the same users, over hours that lie behind. */
  static List<Plan> plans(String prefix) {
    var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(6));
    return List.of(
        new Plan(prefix + "-first", 1, start, null, false),
        new Plan(prefix + "-strict", 1, start, null, true));
  }
}
