package plumbline.assignment;

import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.ConfigProvider;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc.AssignmentServiceBlockingStub;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;

/** Stubs on the wire to the service under test, with a caller's token. */
final class Calls {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final ManagedChannel CHANNEL =
      NettyChannelBuilder.forAddress(
              "127.0.0.1",
              ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class))
          .usePlaintext()
          .build();

  private Calls() {}

  static ManagedChannel channel() {
    return CHANNEL;
  }

  static ExperimentServiceBlockingStub experiments(String token) {
    return ExperimentServiceGrpc.newBlockingStub(CHANNEL).withCallCredentials(bearer(token));
  }

  static ExperimentServiceGrpc.ExperimentServiceStub watching(String token) {
    return ExperimentServiceGrpc.newStub(CHANNEL).withCallCredentials(bearer(token));
  }

  static AssignmentServiceBlockingStub assignments(String token) {
    return AssignmentServiceGrpc.newBlockingStub(CHANNEL).withCallCredentials(bearer(token));
  }

  static CallCredentials bearer(String token) {
    return new CallCredentials() {
      @Override
      public void applyRequestMetadata(RequestInfo info, Executor executor, MetadataApplier to) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        to.apply(headers);
      }
    };
  }
}
