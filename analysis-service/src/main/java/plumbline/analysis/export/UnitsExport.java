package plumbline.analysis.export;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import plumbline.analysis.export.ExportLimit.Place;
import plumbline.analysis.neighbour.UnitStream;
import plumbline.analysis.neighbour.Units;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.verdict.ShownResults;
import plumbline.kit.failure.Failure;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.ResultsView;
import plumbline.proto.analysis.v1.Withheld;

/** {@code GET /v1/experiments/{key}/units.csv}: a row for each unit, as fast as it is read. */
@Path("/v1/experiments/{key}/units.csv")
public class UnitsExport {
  private static final Logger LOG = Logger.getLogger(UnitsExport.class);
  private static final Duration RESULTS = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ShownResults results;
  private final Units units;
  private final ExportLimit limit;

  @Inject
  UnitsExport(ShownResults results, Units units, ExportLimit limit) {
    this.results = results;
    this.units = units;
    this.limit = limit;
  }

  /** The file; a failure before its first row is an answer of its own. */
  @GET
  @Blocking
  @Produces(CsvFile.TYPE)
  public Response file(@PathParam("key") String key, @Context RoutingContext http) {
    var experiment = new ExperimentKey(key).value();
    refuseWithheld(experiment);
    var place = limit.enter();
    try {
      var stream = units.open(experiment, "");
      http.addEndHandler(_ -> end(stream, place));
      StreamingOutput file = to -> write(stream, place, to, http);
      return CsvFile.named(experiment + "-units", file);
    } catch (RuntimeException e) {
      place.leave();
      throw e;
    }
  }

  /** Between looks too: units of now say more than the last look did. */
  private void refuseWithheld(String experiment) {
    var shown =
        results
            .read(new ExperimentKey(experiment), ResultsView.RESULTS_VIEW_UNSPECIFIED)
            .await()
            .atMost(RESULTS);
    var withheld =
        Stream.concat(
                Stream.of(shown.getWithheld()),
                shown.getMetricsList().stream().map(MetricResult::getWithheld))
            .map(Withheld::getReason)
            .filter(reason -> !reason.isEmpty())
            .findFirst()
            .or(() ->
                shown.hasUpcomingLook()
                    ? Optional.of(shown.getUpcomingLook().getSentence())
                    : Optional.empty());
    withheld.ifPresent(reason -> {
      throw new Failure.Refused("what single units did would say what is withheld: " + reason);
    });
  }

  private static void write(UnitStream stream, Place place, OutputStream to, RoutingContext http) {
    try {
      var csv = new UnitsCsv();
      to.write(csv.names(stream.header()));
      while (stream.hasNext()) {
        to.write(csv.rows(stream.next()));
      }
    } catch (Failure e) {
      LOG.logf(
          http.response().closed() ? Logger.Level.DEBUG : Logger.Level.WARN,
          "a file of units broke off: %s",
          e.getMessage());
      // Ended as usual, what there is would be taken for all of it.
      abort(http);
    } catch (IOException e) {
      LOG.debugf("nobody reads a file of units any more: %s", e.getMessage());
    } finally {
      end(stream, place);
    }
  }

  /** Over HTTP/1.1 the connection has to be closed before the response can end. */
  private static void abort(RoutingContext http) {
    if (http.request().version() == HttpVersion.HTTP_2) {
      http.response().reset();
    } else {
      Uni.createFrom()
          .completionStage(http.request().connection().close().toCompletionStage())
          .onFailure()
          .recoverWithNull()
          .await()
          .atMost(CLOSING);
    }
  }

  /** Also where nobody writes any more, as the client is gone. */
  private static void end(UnitStream stream, Place place) {
    stream.close();
    place.leave();
  }
}
