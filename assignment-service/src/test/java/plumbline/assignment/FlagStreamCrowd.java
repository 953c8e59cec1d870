package plumbline.assignment;

import com.google.protobuf.Value;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import plumbline.proto.flagd.v2.EventStreamRequest;
import plumbline.proto.flagd.v2.EventStreamResponse;
import plumbline.proto.flagd.v2.ServiceGrpc;

/** Many readers of changes: half over gRPC on few connections, half over HTTP on one each. */
final class FlagStreamCrowd implements AutoCloseable {
  private static final int CHANNELS = 4;

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Grpc> grpc = new ArrayList<>();
  private final List<Http> http = new ArrayList<>();

  private FlagStreamCrowd() {}

  static FlagStreamCrowd of(int streams) {
    var crowd = new FlagStreamCrowd();
    var port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
    for (var i = 0; i < CHANNELS; i++) {
      crowd.channels.add(NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build());
    }
    for (var i = 0; i < streams / 2; i++) {
      crowd.openGrpc(crowd.channels.get(i % CHANNELS));
      crowd.openHttp();
    }
    return crowd;
  }

  /** Those over gRPC. */
  List<Grpc> grpc() {
    return grpc;
  }

  /** Those over HTTP. */
  List<Http> http() {
    return http;
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    client.shutdownNow();
  }

  private void openGrpc(ManagedChannel channel) {
    var reader = new Grpc();
    grpc.add(reader);
    ServiceGrpc.newStub(channel)
        .withCallCredentials(Calls.bearer(Tokens.client()))
        .eventStream(EventStreamRequest.getDefaultInstance(), reader);
  }

  private void openHttp() {
    var reader = new Http();
    http.add(reader);
    client.sendAsync(
        OfrepListener.request().build(), HttpResponse.BodyHandlers.fromLineSubscriber(reader));
  }

  /** Keeps when it last heard of each flag, as System.nanoTime(). */
  static final class Grpc implements StreamObserver<EventStreamResponse> {
    private final Map<String, Long> heard = new ConcurrentHashMap<>();
    private volatile boolean ready;

    boolean ready() {
      return ready;
    }

    Map<String, Long> heard() {
      return heard;
    }

    @Override
    public void onNext(EventStreamResponse event) {
      ready = true;
      var now = System.nanoTime();
      event
          .getData()
          .getFieldsOrDefault("flags", Value.getDefaultInstance())
          .getStructValue()
          .getFieldsMap()
          .keySet()
          .forEach(key -> heard.put(key, now));
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }

  /** Keeps the last mark that it heard. */
  static final class Http implements Subscriber<String> {
    private static final String ID = "id: ";

    private volatile @Nullable String lastId;
    private volatile long heardNanos;

    @Nullable String lastId() {
      return lastId;
    }

    long heardNanos() {
      return heardNanos;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith(ID)) {
        heardNanos = System.nanoTime();
        lastId = line.substring(ID.length());
      }
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
