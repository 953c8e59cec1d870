package plumbline.system.rolling;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import plumbline.localstack.Service;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.system.Balancer;

/** By JSON over HTTP/1.1, on a connection to each service that is kept for as long as it may be. */
final class RestCaller implements Caller {
  private static final int ATTEMPTS = 3;
  private static final long PAUSE_MILLIS = 100;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String experiment;
  private final String token;
  private final Map<Service, Balancer> services;

  RestCaller(String experiment, String token, Map<Service, Balancer> services) {
    this.experiment = experiment;
    this.token = token;
    this.services = services;
  }

  @Override
  public String assign(String user) {
    var request =
        AssignRequest.newBuilder().setExperiment(experiment).setUnit(user).setExpose(true).build();
    var reply = AssignResponse.newBuilder();
    post(Service.ASSIGNMENT, "/v1/assign", request, reply);
    return reply.getAssignment().getVariant();
  }

  @Override
  public List<EventResult> track(TrackRequest batch) {
    var reply = TrackResponse.newBuilder();
    post(Service.TRACKING, "/v1/events", batch, reply);
    return reply.getResultsList();
  }

  @Override
  public void look() {
    var request = to(Service.ANALYSIS, "/v1/experiments/" + experiment + "/results").GET().build();
    var answer = send(request);
    for (var attempt = 1; answer.statusCode() == 503 && attempt < ATTEMPTS; attempt++) {
      RollingLoad.pause(PAUSE_MILLIS);
      answer = send(request);
    }
    requireOk(answer);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private void post(Service service, String path, Message body, Message.Builder reply) {
    try {
      var request =
          to(service, path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(JsonFormat.printer().print(body)))
              .build();
      JsonFormat.parser().merge(requireOk(send(request)), reply);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder to(Service service, String path) {
    var port = Objects.requireNonNull(services.get(service)).port();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(RollingLoad.PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String requireOk(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "%s: %d %s".formatted(answer.uri().getPath(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }
}
