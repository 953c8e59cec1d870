package plumbline.kit.lifecycle;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import plumbline.kit.identity.AccessTable;

/**
 * How many calls were begun, and how many of them are not answered yet. Each method has one tracer
 * for all of its calls, so that a call costs two additions and no object.
 */
@Singleton
class CallsUnderWay implements ServerBuilderCustomizer<VertxServerBuilder> {
  private static final ServerStreamTracer UNKNOWN = new ServerStreamTracer() {};

  private final Map<String, Counted> methods = new ConcurrentHashMap<>();

  @Override
  public void customize(GrpcServerConfiguration configuration, VertxServerBuilder builder) {
    builder.addStreamTracerFactory(
        new ServerStreamTracer.Factory() {
          @Override
          public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            return tracer(method);
          }
        });
  }

  /** Calls of these methods that were ever begun. */
  long begun(Set<String> names) {
    return counted(names).mapToLong(it -> it.begun.sum()).sum();
  }

  /** Calls of these methods whose answer has not left yet. */
  long underWay(Set<String> names) {
    // What has ended is read first: a call that ends in between is taken for one that has not.
    var ended = counted(names).mapToLong(it -> it.ended.sum()).sum();
    return begun(names) - ended;
  }

  private Stream<Counted> counted(Set<String> names) {
    return methods.entrySet().stream()
        .filter(it -> names.contains(it.getKey()))
        .map(Map.Entry::getValue);
  }

  private ServerStreamTracer tracer(String method) {
    var known = methods.get(method);
    if (known == null) {
      // Names come from the wire: those that nobody may call are not remembered.
      if (AccessTable.rpc(method).isEmpty()) {
        return UNKNOWN;
      }
      known = methods.computeIfAbsent(method, _ -> new Counted());
    }
    known.begun.increment();
    return known;
  }

  private static final class Counted extends ServerStreamTracer {
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();

    @Override
    public void streamClosed(Status status) {
      ended.increment();
    }
  }
}
