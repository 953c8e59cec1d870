package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * PostgreSQL, Redis and the three services, each as a process of its own on loopback. What was
 * started is ended by {@link #close}, in reverse order, also when the JVM is asked to end.
 */
public final class LocalStack implements AutoCloseable {
  private static final Duration SERVICE_TOKEN_LIFETIME = Duration.ofDays(30);

  private final StackOptions options;
  private final StackDirectory directory;
  private final Consumer<String> progress;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private final Thread hook = new Thread(this::closeParts, "local-stack-end");
  private final AtomicInteger processes = new AtomicInteger(1);
  private final Identities identities;
  private final DataServers data;
  private boolean closed;

  private LocalStack(StackOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.directory = new StackDirectory(options.directory());
    own(StackLock.take(directory));
    try {
      takeOver();
      this.identities = Identities.in(directory.identities());
      this.data = new DataServers(options, directory);
      own(data);
    } catch (IOException e) {
      closeParts();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      closeParts();
      throw e;
    }
  }

  /** Whether the services are native executables: the system property plumbline.stack.native. */
  public static boolean isNative() {
    return ServiceLaunches.isNative();
  }

  /** As {@link #start(StackOptions, Consumer)}, without a word. */
  public static LocalStack start(StackOptions options) {
    return start(options, _ -> {});
  }

  /**
   * Starts everything and waits until the services are ready.
   *
   * @param progress is told what happens, a line at a time
   * @throws StackFailure if it cannot be started, with the reason; nothing is left running then
   */
  public static LocalStack start(StackOptions options, Consumer<String> progress) {
    ServiceLaunches.requirePackaged(options);
    var stack = new LocalStack(options, progress);
    try {
      Runtime.getRuntime().addShutdownHook(stack.hook);
      stack.data.start(progress);
      stack.startServices();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  public ServiceProcess assignment() {
    return service(Service.ASSIGNMENT);
  }

  public ServiceProcess tracking() {
    return service(Service.TRACKING);
  }

  public ServiceProcess analysis() {
    return service(Service.ANALYSIS);
  }

  public ServiceProcess service(Service service) {
    var process = services.get(service);
    if (process == null) {
      throw new IllegalStateException(service.processName() + " was not started");
    }
    return process;
  }

  /**
   * One more process of a service on ports of its own, with the same PostgreSQL, Redis and peers.
   * It is not started yet, and ends with the stack.
   *
   * @param environment variables over those that the stack sets for the service
   */
  public ServiceProcess replica(Service service, Map<String, String> environment) {
    return replica(service, service(service).how().command(), environment);
  }

  /**
   * The same by another command, as an image or a native executable is started.
   *
   * @param command program and arguments
   */
  public ServiceProcess replica(
      Service service, List<String> command, Map<String, String> environment) {
    var launch =
        ServiceLaunches.replica(
            service(service).how(), processes.incrementAndGet(), directory, command, environment);
    var process = new ServiceProcess(launch);
    own(process);
    return process;
  }

  /** PostgreSQL and Redis, which can be stopped and started again. */
  public DataServers data() {
    return data;
  }

  public PostgresServer postgres() {
    return data.postgres();
  }

  public RedisProcess redis() {
    return data.redis();
  }

  public Identities identities() {
    return identities;
  }

  public StackOptions options() {
    return options;
  }

  /** Where people's tokens belong, a file for each: the page to sign in offers to be them. */
  public Path people() {
    return directory.people();
  }

  /** A token for a principal, valid from now; roles as in the {@code groups} claim. */
  public String token(String subject, Set<String> roles, Duration lifetime) {
    return identities.token(subject, roles, lifetime);
  }

  /** Stubs of all the services, without a credential. */
  public StackClients clients() {
    return clients(options.portsOf(Service.ASSIGNMENT).grpc());
  }

  /** The same, with another process of assignment-service in the first one's place. */
  public StackClients clients(ServiceProcess assignment) {
    return clients(assignment.grpcPort());
  }

  private StackClients clients(int assignmentPort) {
    return StackClients.connect(
        options.portsOf(Service.ANALYSIS).grpc(),
        assignmentPort,
        options.portsOf(Service.TRACKING).grpc());
  }

  /** Takes care of what works with the stack: it is closed before anything of the stack is. */
  public void closeFirst(AutoCloseable part) {
    own(part);
  }

  @Override
  public void close() {
    closeParts();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook itself runs, and finds nothing left to do.
      return;
    }
  }

  /** The directory is ours: what a dead stack left is ended before its ports are looked at. */
  private void takeOver() throws IOException {
    var leftovers = directory.endLeftovers();
    if (!leftovers.isEmpty()) {
      progress.accept("Ended what an earlier stack left: " + String.join(", ", leftovers));
    }
    PortTable.of(options).check();
    ProcessRecord.of(ProcessHandle.current()).write(directory.pidFile("stack"));
    own(() -> Files.deleteIfExists(directory.pidFile("stack")));
  }

  private void startServices() {
    var environment =
        new ServiceEnvironment(options, directory, identities, data.postgres(), data.redis());
    // Started from the called to the callers, so that they are stopped the other way round.
    for (var service : List.of(Service.TRACKING, Service.ASSIGNMENT, Service.ANALYSIS)) {
      if (!options.services().contains(service)) {
        continue;
      }
      var name = service.processName();
      writeToken(name);
      var launch = ServiceLaunches.of(service, options, directory, environment.of(service));
      var process = new ServiceProcess(launch);
      services.put(service, process);
      own(process);
      process.launch();
    }
    for (var process : services.values()) {
      process.awaitReady();
      progress.accept(
          "%s is ready: http %d, grpc %d (process %d)"
              .formatted(process.name(), process.httpPort(), process.grpcPort(), process.pid()));
    }
  }

  private void writeToken(String name) {
    try {
      var token = identities.token(name, Set.of("service"), SERVICE_TOKEN_LIFETIME);
      Files.writeString(directory.tokenFile(name), token);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void own(AutoCloseable part) {
    if (closed) {
      throw new StackFailure("ended while it was starting");
    }
    started.push(part);
  }

  private synchronized void closeParts() {
    closed = true;
    while (!started.isEmpty()) {
      var part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        // The rest is still to be ended.
        progress.accept("could not be ended: " + e.getMessage());
      }
    }
  }
}
