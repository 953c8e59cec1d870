package plumbline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {
  @TempDir private Path temporary;
  private Path repository;
  private Path directory;

  @BeforeEach
  void layOut() throws IOException {
    repository = StandInService.repository(temporary.resolve("repository"));
    directory = temporary.resolve("data");
  }

  @Test
  void startsEverythingTakesItAwayPutsItBackAndEndsIt() throws Exception {
    var pids = new ArrayList<Long>();
    try (var stack = LocalStack.start(options())) {
      for (var service : Service.values()) {
        assertThat(stack.service(service).isReady()).isTrue();
        assertThat(directory.resolve("identities/" + service.processName() + ".token"))
            .isNotEmptyFile();
        pids.add(stack.service(service).pid());
      }
      pids.add(stack.redis().pid());
      assertThatThrownBy(() -> LocalStack.start(options()))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("make down");
      takeAwayAndPutBack(stack);
      pids.add(startReplica(stack).pid());
    }
    assertThat(running(pids)).isEmpty();
    assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(directory.resolve("stack.pid")).doesNotExist();
  }

  @Test
  void takesOverFromAStackThatWasKilled() throws Exception {
    var held = hold();
    var left = processes(held);
    held.destroyForcibly().waitFor();

    var said = new ArrayList<String>();
    try (var stack = LocalStack.start(options(), said::add)) {
      assertThat(said.getFirst())
          .contains("analysis-service", "assignment-service", "tracking-service", "PostgreSQL")
          .contains("assignment-service-2");
      assertThat(left).noneMatch(ProcessRecord::isRunning);
      assertThat(stack.analysis().isReady()).isTrue();
    }
  }

  @Test
  void downEndsARunningStackAndItsDataCanBeRemovedOnlyThen() throws Exception {
    var held = hold();
    var left = processes(held);
    var said = new ArrayList<String>();
    var control = new StackControl(new StackDirectory(directory), said::add);

    assertThat(control.clean()).isFalse();
    assertThat(directory).exists();
    control.down();
    assertThat(held.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(left).noneMatch(ProcessRecord::isRunning);
    assertThat(control.clean()).isTrue();
    assertThat(directory).doesNotExist();
    control.down();
    assertThat(said.getLast()).startsWith("Nothing runs");
  }

  @Test
  void aTakenPortIsNamedWithItsServiceAndItsVariable() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var options = options();
      var ports = new java.util.EnumMap<>(options.ports());
      ports.put(Service.ASSIGNMENT, new ServicePorts(taken.getLocalPort(), Ports.free()));
      var clashing = new StackOptions(repository, directory, ports, 0, 0, options.environment());
      assertThatThrownBy(() -> LocalStack.start(clashing))
          .isInstanceOf(StackFailure.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("assignment-service (HTTP)")
          .hasMessageContaining("make up ASSIGNMENT_HTTP=");
    }
  }

  @Test
  void aServiceThatDiesIsReportedWithTheEndOfItsLogAndNothingIsLeft() {
    var options = options().withEnvironment(Service.TRACKING, "STAND_IN_BROKEN", "yes");
    assertThatThrownBy(() -> LocalStack.start(options))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("tracking-service ended while it was starting")
        .hasMessageContaining("no identity provider");
    assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void aServiceThatIsNotPackagedIsNamed() throws Exception {
    Files.delete(repository.resolve("analysis-service/target/quarkus-app/quarkus-run.jar"));
    assertThatThrownBy(() -> LocalStack.start(options()))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("analysis-service is not packaged");
  }

  private static void takeAwayAndPutBack(LocalStack stack) {
    var tracking = stack.tracking();
    var first = tracking.pid();
    tracking.kill();
    assertThat(tracking.isAlive()).isFalse();
    tracking.restart();
    assertThat(tracking.isReady()).isTrue();
    assertThat(tracking.pid()).isNotEqualTo(first);

    var port = stack.postgres().port();
    stack.data().killPostgres();
    stack.data().startPostgres();
    assertThat(stack.postgres().database("tracking").port()).isEqualTo(port);
    takeAwayRedis(stack.data());
  }

  private static void takeAwayRedis(DataServers data) {
    data.redis().send("SET held yes");
    data.redis().pause();
    try (var hung = new Socket(InetAddress.getLoopbackAddress(), data.redis().port())) {
      hung.setSoTimeout(200);
      hung.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> hung.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      data.redis().resume();
      hung.setSoTimeout(20_000);
      assertThat(hung.getInputStream().read()).isEqualTo('+');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(data.redis().send("GET held")).contains("yes");
    data.redis().pause();
    data.killRedis();
    data.startRedis();
    assertThat(data.redis().send("DBSIZE")).as("it comes back empty").startsWith(":0");
    data.stopRedis();
    data.startRedis();
  }

  private static ServiceProcess startReplica(LocalStack stack) {
    var broken = stack.replica(Service.ASSIGNMENT, Map.of("STAND_IN_BROKEN", "yes"));
    broken.launch();
    assertThatThrownBy(broken::awaitReady)
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("assignment-service-2 ended");
    var replica = stack.replica(Service.ASSIGNMENT, Map.of());
    replica.launch();
    replica.awaitReady();
    assertThat(replica.httpPort()).isNotEqualTo(stack.assignment().httpPort());
    assertThat(stack.assignment().isReady()).isTrue();
    return replica;
  }

  private StackOptions options() {
    return StackOptions.random(directory).in(repository);
  }

  /** A stack in a JVM of its own. */
  private Process hold() throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StackHolder.class.getName(),
                repository.toString(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(output.readLine()).isEqualTo("started");
    return process;
  }

  /** Three services, a replica, Redis, PostgreSQL. */
  private List<ProcessHandle> processes(Process held) {
    var postmaster =
        ProcessRecord.readPostmaster(directory.resolve("postgres/postmaster.pid"))
            .flatMap(ProcessRecord::running);
    var all = Stream.concat(held.descendants(), postmaster.stream()).distinct().toList();
    assertThat(all).hasSizeGreaterThanOrEqualTo(6);
    return all;
  }

  private static List<Long> running(List<Long> pids) {
    return pids.stream()
        .filter(pid -> ProcessHandle.of(pid).map(ProcessRecord::isRunning).orElse(false))
        .toList();
  }
}
