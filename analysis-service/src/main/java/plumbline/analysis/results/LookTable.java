package plumbline.analysis.results;

import com.google.protobuf.ByteString;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import plumbline.analysis.results.Looks.Sight;
import plumbline.analysis.results.Looks.Taken;
import plumbline.analysis.study.ExperimentKey;
import plumbline.engine.sequential.Look;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;

/** The looks in PostgreSQL. It blocks. */
@ApplicationScoped
class LookTable implements LookStore {
  private static final Logger LOG = Logger.getLogger(LookTable.class);

  private static final String SELECT =
      """
      SELECT number, look_time, fraction, over, metrics, treatments, differences, standard_errors, reply
      FROM look WHERE experiment = ? ORDER BY number
      """;

  private static final String INSERT =
      """
      INSERT INTO look
        (experiment, number, look_time, fraction, over, metrics, treatments, differences, standard_errors, reply)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (experiment, number) DO NOTHING
      """;

  private final AgroalDataSource database;

  @Inject
  LookTable(AgroalDataSource database) {
    this.database = database;
  }

  @Override
  public Looks of(ExperimentKey experiment) {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(SELECT)) {
      query.setString(1, experiment.value());
      try (var rows = query.executeQuery()) {
        var taken = new ArrayList<Taken>();
        while (rows.next()) {
          taken.add(taken(rows));
        }
        return new Looks(taken);
      }
    } catch (SQLException e) {
      throw away(e);
    }
  }

  @Override
  public boolean add(ExperimentKey experiment, Taken look) {
    try (var connection = database.getConnection();
        var insert = connection.prepareStatement(INSERT)) {
      var sights = look.sights();
      insert.setString(1, experiment.value());
      insert.setInt(2, look.number());
      insert.setObject(3, OffsetDateTime.ofInstant(look.time(), ZoneOffset.UTC));
      insert.setDouble(4, look.fraction());
      insert.setBoolean(5, look.over());
      insert.setArray(6, texts(connection, sights.stream().map(Sight::metric).toList()));
      insert.setArray(7, texts(connection, sights.stream().map(Sight::treatment).toList()));
      insert.setArray(
          8, numbers(connection, sights.stream().map(it -> it.look().difference()).toList()));
      insert.setArray(
          9, numbers(connection, sights.stream().map(it -> it.look().standardError()).toList()));
      insert.setBytes(10, look.reply().toByteArray());
      return insert.executeUpdate() == 1;
    } catch (SQLException e) {
      throw away(e);
    }
  }

  private static Taken taken(ResultSet row) throws SQLException {
    var metrics = (String[]) row.getArray(5).getArray();
    var treatments = (String[]) row.getArray(6).getArray();
    var differences = (Double[]) row.getArray(7).getArray();
    var errors = (Double[]) row.getArray(8).getArray();
    var sights =
        IntStream.range(0, metrics.length)
            .mapToObj(
                i -> new Sight(metrics[i], treatments[i], new Look(differences[i], errors[i])))
            .toList();
    return new Taken(
        row.getInt(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getDouble(3),
        row.getBoolean(4),
        sights,
        ByteString.copyFrom(row.getBytes(9)));
  }

  private static java.sql.Array texts(Connection connection, List<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private static java.sql.Array numbers(Connection connection, List<Double> numbers)
      throws SQLException {
    return connection.createArrayOf("float8", numbers.toArray());
  }

  private static Failure away(SQLException e) {
    LOG.warnf("looks are not at hand: %s", e);
    return DatabaseFailures.failure(e);
  }
}
