package plumbline.assignment;

import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ClientCalls;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.proto.flagd.v1.ServiceGrpc;

/** What flagd's clients call, in either version of its protocol. */
enum FlagdVersion {
  V1(ServiceGrpc.getServiceDescriptor()),
  V2(plumbline.proto.flagd.v2.ServiceGrpc.getServiceDescriptor());

  private final ServiceDescriptor service;

  FlagdVersion(ServiceDescriptor service) {
    this.service = service;
  }

  /** The flag for a context, by a client; kinds are Boolean, String, Float, Int and Object. */
  Resolved resolve(String kind, String key, Struct context) {
    return resolve(Calls.channel(), Tokens.client(), kind, key, context);
  }

  Resolved resolve(Channel channel, String token, String kind, String key, Struct context) {
    var method = method("Resolve" + kind);
    var request =
        ((PrototypeMarshaller<Message>) method.getRequestMarshaller()).getMessagePrototype();
    var fields = request.getDescriptorForType();
    var reply =
        ClientCalls.blockingUnaryCall(
            channel,
            method,
            CallOptions.DEFAULT.withCallCredentials(Calls.bearer(token)),
            request
                .newBuilderForType()
                .setField(fields.findFieldByName("flag_key"), key)
                .setField(fields.findFieldByName("context"), context)
                .build());
    return new Resolved(
        field(reply, "value"),
        String.valueOf(field(reply, "reason")),
        String.valueOf(field(reply, "variant")),
        ((Struct) reply.getField(reply.getDescriptorForType().findFieldByName("metadata")))
            .getFieldsMap());
  }

  private static @Nullable Object field(Message reply, String name) {
    var field = reply.getDescriptorForType().findFieldByName(name);
    return field.hasPresence() && !reply.hasField(field) ? null : reply.getField(field);
  }

  @SuppressWarnings("unchecked")
  private MethodDescriptor<Message, Message> method(String name) {
    return service.getMethods().stream()
        .filter(method -> name.equals(method.getBareMethodName()))
        .map(method -> (MethodDescriptor<Message, Message>) method)
        .findFirst()
        .orElseThrow();
  }

  /**
   * A reply.
   *
   * @param value null: not set
   */
  record Resolved(
      @Nullable Object value, String reason, String variant, Map<String, Value> metadata) {}
}
