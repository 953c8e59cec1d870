package plumbline.kit.failure;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A method whose requests are read without an exception: in the place of one that cannot be read
 * comes a message that means so, and is never passed on.
 *
 * @param descriptor the method with that reader
 * @param malformed known by its identity; empty where there is no telling, and nothing is changed
 */
record LenientMethod<Q, R>(MethodDescriptor<Q, R> descriptor, Optional<Q> malformed) {

  static <Q, R> LenientMethod<Q, R> of(MethodDescriptor<Q, R> method) {
    return method.getRequestMarshaller() instanceof PrototypeMarshaller<Q> reader
            && reader.getMessagePrototype() instanceof Message prototype
        ? of(method, reader, prototype)
        : new LenientMethod<>(method, Optional.empty());
  }

  @SuppressWarnings("unchecked") // The prototype is a Q, and so is what its builder makes.
  private static <Q, R> LenientMethod<Q, R> of(
      MethodDescriptor<Q, R> method, Marshaller<Q> reader, Message prototype) {
    var malformed = (Q) prototype.newBuilderForType().build();
    var descriptor =
        method.toBuilder().setRequestMarshaller(new Lenient<>(reader, malformed)).build();
    return new LenientMethod<>(descriptor, Optional.of(malformed));
  }

  ServerMethodDefinition<Q, R> serve(ServerMethodDefinition<Q, R> method) {
    if (malformed.isEmpty()) {
      return method;
    }
    var handler = method.getServerCallHandler();
    return ServerMethodDefinition.create(
        descriptor,
        (call, headers) -> {
          var guarded = new GuardedCall<>(call);
          return guarded.listener(handler.startCall(guarded, headers), malformed.get());
        });
  }

  private record Lenient<Q>(Marshaller<Q> reader, Q malformed) implements Marshaller<Q> {
    @Override
    public InputStream stream(Q value) {
      return reader.stream(value);
    }

    @Override
    public Q parse(InputStream stream) {
      try {
        return reader.parse(stream);
      } catch (StatusRuntimeException e) {
        return malformed;
      }
    }
  }
}
