package plumbline.system.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import plumbline.localstack.PostgresServer;

/**
 * A backup of a running PostgreSQL, by the calls that pg_basebackup makes: its own binary is not
 * among those that tests start PostgreSQL from. Source: PostgreSQL 18, section 25.3.4, Making a
 * Base Backup Using the Low Level API.
 */
final class BaseBackup implements AutoCloseable {
  /** Their content is not backed up, as that section says; the log of writes is, apart. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> NO_FILES =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock");

  private final Connection connection;
  private final Path source;
  private final Path target;

  private BaseBackup(Connection connection, Path source, Path target) {
    this.connection = connection;
    this.source = source;
    this.target = target;
  }

  /** Begins; the server goes on with its work. */
  static BaseBackup begin(PostgresServer server, Path target) throws SQLException, IOException {
    var database = server.database("postgres");
    var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    var source = Path.of(text(connection, "SHOW data_directory"));
    // Keeps the log of writes from being removed before it is copied; it ends with the connection.
    text(connection, "SELECT pg_create_physical_replication_slot('backup', true, true)");
    text(connection, "SELECT pg_backup_start('test', true)");
    return new BaseBackup(connection, source, target);
  }

  /** Copies the files, which change meanwhile. */
  void copyFiles() throws IOException {
    copy(source, target, true);
    for (var directory : LEFT_OUT) {
      Files.createDirectories(target.resolve(directory));
    }
  }

  /** Ends it: what was committed before is in it, what is committed later is not promised. */
  void finish() throws SQLException, IOException {
    var label = text(connection, "SELECT labelfile FROM pg_backup_stop(false)");
    Files.writeString(target.resolve("backup_label"), label);
    copy(source.resolve("pg_wal"), target.resolve("pg_wal"), false);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static void copy(Path from, Path to, boolean leavingOut) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            var name = directory.getFileName().toString();
            if (leavingOut && from.equals(directory.getParent()) && LEFT_OUT.contains(name)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!NO_FILES.contains(file.getFileName().toString())) {
              copyIfThere(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException thrown) throws IOException {
            if (thrown instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw thrown;
          }
        });
  }

  /** PostgreSQL removes files at any time; what it removed, its log of writes removes again. */
  private static void copyIfThere(Path file, Path to) throws IOException {
    try {
      Files.copy(file, to);
    } catch (NoSuchFileException e) {
      if (Files.exists(file)) {
        throw e;
      }
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
