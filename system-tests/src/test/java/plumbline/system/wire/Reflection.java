package plumbline.system.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import plumbline.localstack.Service;

/** What the services say themselves that they serve. */
public final class Reflection {
  private final Channel channel;
  private final Map<String, FileDescriptorProto> files = new HashMap<>();

  private Reflection(Channel channel) {
    this.channel = channel;
  }

  /** Every RPC of every service. */
  public static List<Rpc> rpcs(GrpcWire wire) {
    var rpcs = new ArrayList<Rpc>();
    for (var service : Service.values()) {
      rpcs.addAll(new Reflection(wire.to(service)).of(service));
    }
    return rpcs;
  }

  private List<Rpc> of(Service service) {
    var list = ask(ServerReflectionRequest.newBuilder().setListServices("*").build());
    var names =
        list.getListServicesResponse().getServiceList().stream().map(it -> it.getName()).toList();
    var rpcs = new ArrayList<Rpc>();
    for (var name : names) {
      var asked = ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build();
      var served =
          read(ask(asked).getFileDescriptorResponse().getFileDescriptorProtoList()).stream()
              .map(it -> link(file(it)))
              .flatMap(it -> it.getServices().stream())
              .filter(it -> it.getFullName().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("no file of " + name));
      served.getMethods().forEach(it -> rpcs.add(Rpc.of(service, it)));
    }
    return rpcs;
  }

  private List<String> read(List<ByteString> answered) {
    var names = new ArrayList<String>();
    for (var bytes : answered) {
      try {
        var file = FileDescriptorProto.parseFrom(bytes);
        files.put(file.getName(), file);
        names.add(file.getName());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
    return names;
  }

  private FileDescriptor link(FileDescriptorProto file) {
    var needed =
        file.getDependencyList().stream()
            .map(name -> link(file(name)))
            .toArray(FileDescriptor[]::new);
    try {
      return FileDescriptor.buildFrom(file, needed);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private FileDescriptorProto file(String name) {
    if (!files.containsKey(name)) {
      read(
          ask(ServerReflectionRequest.newBuilder().setFileByFilename(name).build())
              .getFileDescriptorResponse()
              .getFileDescriptorProtoList());
    }
    return Objects.requireNonNull(files.get(name), name);
  }

  private ServerReflectionResponse ask(ServerReflectionRequest request) {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable thrown) {
                    answer.completeExceptionally(thrown);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(request);
    requests.onCompleted();
    return answer.join();
  }
}
