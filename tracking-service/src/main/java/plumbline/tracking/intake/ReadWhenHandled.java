package plumbline.tracking.intake;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets gRPC read a request only when it is handled. Otherwise each is read, which makes it several
 * times as large as it was on the wire, and then waits behind all others that were read: memory
 * that the queue of the intake knows nothing of, and that grows with what clients send.
 */
@Singleton
class ReadWhenHandled
    implements ServerBuilderCustomizer<VertxServerBuilder>, ServerCallExecutorSupplier {

  @Override
  public void customize(GrpcServerConfiguration config, VertxServerBuilder builder) {
    builder.nettyBuilder().callExecutor(this);
  }

  @Override
  public <ReqT, RespT> @Nullable Executor getExecutor(
      ServerCall<ReqT, RespT> call, Metadata headers) {
    var here = Vertx.currentContext();
    if (here == null) {
      return null;
    }
    // The call's own context from the first step on: Quarkus then goes on in it without a queue.
    var context = VertxContext.createNewDuplicatedContext(here);
    return step -> run(step, context);
  }

  private static void run(Runnable step, Context context) {
    if (context.equals(Vertx.currentContext())) {
      step.run();
    } else {
      context.runOnContext(_ -> step.run());
    }
  }
}
