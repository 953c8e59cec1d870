package plumbline.assignment;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;

/** A real gRPC server in analysis-service's place, which says what a test tells it. */
final class RecordingAnalysis extends AnalysisServiceGrpc.AnalysisServiceImplBase
    implements AutoCloseable {
  private static final Context.Key<String> AUTHORIZATION = Context.key("authorization");

  private final Map<String, ExperimentResults> results = new ConcurrentHashMap<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final Server server;

  private RecordingAnalysis(int port) {
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(this)
            .intercept(new Authorization())
            .build();
  }

  /** Where the service under test looks for it. */
  static RecordingAnalysis start() {
    var port = ConfigProvider.getConfig().getValue("plumbline.analysis.port", Integer.class);
    var analysis = new RecordingAnalysis(port);
    try {
      analysis.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return analysis;
  }

  void say(ExperimentResults.Builder said) {
    results.put(said.getExperiment(), said.build());
  }

  /** The credential of each call. */
  List<String> authorizations() {
    return authorizations;
  }

  @Override
  public void getResults(GetResultsRequest request, StreamObserver<GetResultsResponse> observer) {
    authorizations.add(String.valueOf(AUTHORIZATION.get()));
    var said = results.get(request.getExperiment());
    if (said == null) {
      observer.onError(Status.NOT_FOUND.asException());
      return;
    }
    observer.onNext(GetResultsResponse.newBuilder().setResults(said).build());
    observer.onCompleted();
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }

  private static final class Authorization implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      var sent = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      return Contexts.interceptCall(
          Context.current().withValue(AUTHORIZATION, String.valueOf(sent)), call, headers, next);
    }
  }
}
