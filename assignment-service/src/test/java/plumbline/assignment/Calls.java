package plumbline.assignment;

import io.grpc.CallCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.ConfigProvider;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc;
import plumbline.proto.assignment.v1.AssignmentServiceGrpc.AssignmentServiceBlockingStub;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc.DefinitionServiceBlockingStub;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import plumbline.proto.assignment.v1.GovernanceServiceGrpc;
import plumbline.proto.assignment.v1.GovernanceServiceGrpc.GovernanceServiceBlockingStub;
import plumbline.proto.assignment.v1.HoldoutServiceGrpc;
import plumbline.proto.assignment.v1.HoldoutServiceGrpc.HoldoutServiceBlockingStub;
import plumbline.proto.assignment.v1.SdkKeyServiceGrpc;
import plumbline.proto.assignment.v1.SdkKeyServiceGrpc.SdkKeyServiceBlockingStub;

/** Stubs on the wire to the service under test, with a caller's token. */
final class Calls {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Map<Integer, ManagedChannel> CHANNELS = new ConcurrentHashMap<>();

  private Calls() {}

  /** One to each service that is tested. */
  static ManagedChannel channel() {
    var port = ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class);
    return CHANNELS.computeIfAbsent(
        port, to -> NettyChannelBuilder.forAddress("127.0.0.1", to).usePlaintext().build());
  }

  static ExperimentServiceBlockingStub experiments(String token) {
    return ExperimentServiceGrpc.newBlockingStub(channel()).withCallCredentials(bearer(token));
  }

  static DefinitionServiceBlockingStub definitions(String token) {
    return DefinitionServiceGrpc.newBlockingStub(channel()).withCallCredentials(bearer(token));
  }

  static ExperimentServiceGrpc.ExperimentServiceStub watching(String token) {
    return ExperimentServiceGrpc.newStub(channel()).withCallCredentials(bearer(token));
  }

  static AssignmentServiceBlockingStub assignments(String token) {
    return AssignmentServiceGrpc.newBlockingStub(channel()).withCallCredentials(bearer(token));
  }

  static GovernanceServiceBlockingStub governance(String token) {
    return GovernanceServiceGrpc.newBlockingStub(channel()).withCallCredentials(bearer(token));
  }

  static HoldoutServiceBlockingStub holdouts(String token) {
    return HoldoutServiceGrpc.newBlockingStub(channel()).withCallCredentials(bearer(token));
  }

  static SdkKeyServiceBlockingStub sdkKeys(String token) {
    return SdkKeyServiceGrpc.newBlockingStub(channel()).withCallCredentials(bearer(token));
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
