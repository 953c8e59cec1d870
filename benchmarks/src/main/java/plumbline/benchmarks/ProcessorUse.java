package plumbline.benchmarks;

import java.time.Duration;
import java.util.Optional;

/** Processor time that was used by each part. */
public record ProcessorUse(Duration postgres, Duration service, Duration clients) {

  /** So far, of these processes and this one, with what PostgreSQL's and the service's started. */
  public static Optional<ProcessorUse> now(ProcessHandle postgres, ProcessHandle service) {
    var ofPostgres = ProcessorTime.ofTree(postgres);
    var ofService = ProcessorTime.ofTree(service);
    // Only itself: PostgreSQL and the service are this process' children.
    var ofClients = ProcessorTime.of(ProcessHandle.current());
    if (ofPostgres.isEmpty() || ofService.isEmpty() || ofClients.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessorUse(
            ofPostgres.orElse(Duration.ZERO),
            ofService.orElse(Duration.ZERO),
            ofClients.orElse(Duration.ZERO)));
  }

  public Duration sum() {
    return postgres.plus(service).plus(clients);
  }

  public ProcessorUse minus(ProcessorUse before) {
    return new ProcessorUse(
        postgres.minus(before.postgres),
        service.minus(before.service),
        clients.minus(before.clients));
  }
}
