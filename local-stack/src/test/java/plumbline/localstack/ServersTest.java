package plumbline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersTest {

  @Test
  void postgresIsDurableAndKeepsItsDataOverARestart(@TempDir Path data) throws Exception {
    var port = Ports.free();
    try (var server = PostgresServer.start(data, port)) {
      execute(server.database("shop"), "CREATE TABLE t AS SELECT 42 AS answer");
    }
    try (var server = PostgresServer.start(data, port)) {
      var shop = server.database("shop");
      assertThat(ask(shop, "SELECT answer FROM t")).isEqualTo("42");
      assertThat(ask(shop, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(shop, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(shop, "SHOW server_version")).startsWith("18");
    }
  }

  @Test
  void postgresThatWasKilledHasWhatItCommitted(@TempDir Path data) throws Exception {
    var port = Ports.free();
    var server = PostgresServer.start(data, port);
    execute(server.database("shop"), "CREATE TABLE t AS SELECT 42 AS answer");
    server.kill();
    try (var again = PostgresServer.start(data, port)) {
      assertThat(ask(again.database("shop"), "SELECT answer FROM t")).isEqualTo("42");
    }
  }

  @Test
  void postgresHangsUntilItGoesOn(@TempDir Path data) throws Exception {
    try (var server = PostgresServer.start(data, 0);
        var executor = Executors.newSingleThreadExecutor()) {
      var shop = server.database("shop");
      server.pause();
      var answer = executor.submit(() -> ask(shop, "SELECT 42"));
      assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      server.resume();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo("42");
    }
  }

  @Test
  void postgresThatHangsCanBeEnded(@TempDir Path data) {
    var server = PostgresServer.start(data, 0);
    server.pause();
    server.close();
    server = PostgresServer.start(data, 0);
    server.pause();
    server.kill();
    assertThat(data.resolve("postmaster.pid"))
        .satisfies(left ->
            assertThat(ProcessRecord.readPostmaster(left).flatMap(ProcessRecord::running))
                .isEmpty());
  }

  @Test
  void aFullDiskRefusesWhatGrowsUntilThereIsRoom(@TempDir Path data) throws Exception {
    try (var server = PostgresServer.start(data, 0)) {
      var shop = server.database("shop");
      execute(shop, "CREATE TABLE t AS SELECT 42 AS answer");
      var large = "INSERT INTO t SELECT generate_series(1, 1000000)";
      server.fillDisk();
      assertThatThrownBy(() -> execute(shop, large)).hasMessageContaining("could not extend file");
      assertThat(ask(shop, "SELECT count(*) FROM t")).isEqualTo("1");
      server.emptyDisk();
      execute(shop, large);
      assertThat(ask(shop, "SELECT count(*) FROM t")).isEqualTo("1000001");
    }
  }

  @Test
  void redisAnswers() throws Exception {
    var port = Ports.free();
    try (var redis = RedisProcess.start(port);
        var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(redis.url()).endsWith(":" + port);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
          .isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void aKeyPairIsMadeOnce(@TempDir Path directory) throws Exception {
    var first = Identities.in(directory).token("ann", Set.of("analyst"), Duration.ofMinutes(1));
    var key = java.nio.file.Files.readString(Identities.in(directory).publicKeyFile());
    assertThat(first.split("\\.")).hasSize(3);
    assertThat(java.nio.file.Files.readString(Identities.in(directory).publicKeyFile()))
        .isEqualTo(key);
  }

  private static void execute(PostgresServer.Database database, String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(PostgresServer.Database database, String sql) throws Exception {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
