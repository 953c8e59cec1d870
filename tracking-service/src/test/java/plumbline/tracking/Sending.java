package plumbline.tracking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import plumbline.proto.tracking.v1.Event;

/** Sends events as badly as clients may. */
final class Sending {
  private Sending() {}

  /** Three senders, each event sent by one or two of them, in batches of any size. */
  static void concurrently(List<Event> events, Random random) throws Exception {
    try (var executor = Executors.newFixedThreadPool(3)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (var sender = 0; sender < 3; sender++) {
        var share = new ArrayList<Event>();
        for (var i = 0; i < events.size(); i++) {
          if (i % 3 == sender || random.nextInt(3) == 0) {
            share.add(events.get(i));
          }
        }
        Collections.shuffle(share, random);
        var sizes = new Random(random.nextLong());
        tasks.add(() -> send(share, sizes));
      }
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  private static Void send(List<Event> events, Random sizes) {
    try (var client = Client.as("client")) {
      for (var from = 0; from < events.size(); ) {
        var to = Math.min(events.size(), from + 1 + sizes.nextInt(100));
        client.track(events.subList(from, to));
        from = to;
      }
      return null;
    }
  }
}
