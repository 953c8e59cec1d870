package plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import plumbline.localstack.PostgresServer;

class BinaryRowsTest {

  @Test
  void postgresReadsEveryTypeAndNull(@TempDir Path data) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(BinaryRows.head());
    bytes.write(
        new BinaryRows()
            .row(6)
            .smallint(-3)
            .bigint(Long.MIN_VALUE)
            .text("grün\n")
            .bytea(new byte[] {0, (byte) 0xff})
            .time(Instant.parse("1999-12-31T23:59:59.999999Z"))
            .jsonb("{\"a\": [1, null]}")
            .toBytes());
    bytes.write(
        new BinaryRows()
            .row(6)
            .smallint(7)
            .bigint(null)
            .text(null)
            .bytea(null)
            .time(Instant.parse("2026-03-01T00:00:00.000001Z"))
            .jsonb(null)
            .toBytes());
    bytes.write(BinaryRows.end());

    try (var server = PostgresServer.start(data, 0)) {
      var database = server.database("copied");
      try (var connection =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.user(), database.password());
          var statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE t (a smallint, b bigint, c text, d bytea, e timestamptz, f jsonb)");
        var rows =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                    "COPY t FROM STDIN (FORMAT binary)",
                    new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(rows).isEqualTo(2);
        statement.execute("SET timezone = 'UTC'");
        try (var read =
            statement.executeQuery("SELECT string_agg(t::text, '|' ORDER BY a) FROM t")) {
          read.next();
          assertThat(read.getString(1))
              .isEqualTo(
                  "(-3,-9223372036854775808,\"grün\n\",\"\\\\x00ff\","
                      + "\"1999-12-31 23:59:59.999999+00\",\"{\"\"a\"\": [1, null]}\")"
                      + "|(7,,,,\"2026-03-01 00:00:00.000001+00\",)");
        }
      }
    }
    assertThat(new String(BinaryRows.head(), 0, 6, StandardCharsets.US_ASCII)).isEqualTo("PGCOPY");
  }
}
