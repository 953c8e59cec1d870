package plumbline.assignment;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Calls at the same time. */
record Race(Callable<?>... calls) {

  /** The status of each, in order. */
  List<String> run() throws Exception {
    try (var pool = Executors.newFixedThreadPool(calls.length)) {
      var statuses = new ArrayList<String>();
      for (var outcome : pool.invokeAll(Stream.of(calls).map(Race::status).toList())) {
        statuses.add(outcome.get());
      }
      return statuses;
    }
  }

  private static Callable<String> status(Callable<?> call) {
    return () -> {
      try {
        call.call();
        return "OK";
      } catch (StatusRuntimeException e) {
        return e.getStatus().getCode().name();
      }
    };
  }
}
