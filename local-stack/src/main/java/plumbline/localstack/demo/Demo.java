package plumbline.localstack.demo;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import plumbline.cli.ResultsText;
import plumbline.localstack.LocalStack;
import plumbline.localstack.StackClients;
import plumbline.localstack.demo.People.Person;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.VariantCounts;

/** Seeds both experiments, shows them, and keeps the visitors coming until it is closed. */
final class Demo implements AutoCloseable {
  private static final Duration FIRST_VISITORS_WAIT = Duration.ofSeconds(20);
  private static final int FIRST_VISITORS = 100;

  private final StackClients clients;
  private final People people;
  private final PrintStream out;
  private final Clock clock;
  private final LiveTraffic traffic;

  Demo(LocalStack stack, People people, PrintStream out, Clock clock) {
    this.clients = stack.clients();
    this.people = people;
    this.out = out;
    this.clock = clock;
    var started = clock.instant().toEpochMilli();
    // Another crowd at each start; the seed is the start, which the event ids show as well.
    var visitors = new SimulatedVisitors("live-" + started, started);
    // Without a credential, as a caller on this machine may.
    this.traffic = new LiveTraffic(clients, visitors, out, clock);
  }

  /** Seeds what is not there yet, and prints both experiments. */
  void show() throws InterruptedException {
    new EndedSeed(as(Person.ADMIN), out, clock).ensure();
    if (new RunningSeed(as(Person.EXPERIMENTER), as(Person.REVIEWER), out).ensure()) {
      traffic.start();
      Await.within(FIRST_VISITORS_WAIT, this::hasVisitors);
    }
    out.println();
    out.println(ResultsText.of(results(EndedDemo.KEY)));
    out.println();
    out.println(ResultsText.of(results(RunningDemo.KEY)));
    out.println();
  }

  @Override
  public void close() {
    traffic.close();
    clients.close();
  }

  private boolean hasVisitors() {
    try {
      var exposed =
          results(RunningDemo.KEY).getVariantsList().stream()
              .mapToLong(VariantCounts::getExposedUnits)
              .sum();
      return exposed >= FIRST_VISITORS;
    } catch (StatusRuntimeException e) {
      // It has just begun, and is not counted on all shards yet.
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        return false;
      }
      throw e;
    }
  }

  private ExperimentResults results(String key) {
    var request = GetResultsRequest.newBuilder().setExperiment(key).build();
    return as(Person.ANALYST).analysis().getResults(request).getResults();
  }

  private StackClients as(Person person) {
    return clients.as(people.token(person));
  }
}
