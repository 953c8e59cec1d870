package plumbline.kit.tracing;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.grpc.runtime.Interceptors;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.tracing.instrumentation.grpc.GrpcTracingServerInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Prioritized;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * A span for each call that comes in, by Quarkus' own interceptor. It is not registered directly:
 * with tracing off it would still make up a span that nobody sees, on every assignment.
 */
@GlobalInterceptor
@ApplicationScoped
public class GrpcTracing implements ServerInterceptor, Prioritized {
  private final @Nullable ServerInterceptor spans;

  @Inject
  GrpcTracing(OpenTelemetry telemetry, OTelRuntimeConfig config) {
    this.spans = config.sdkDisabled() ? null : new GrpcTracingServerInterceptor(telemetry, config);
  }

  /**
   * Within the call's own context, where the span is kept, and around what maps failures, so that
   * an incident is logged with its trace.
   */
  @Override
  public int getPriority() {
    return Interceptors.DUPLICATE_CONTEXT - 1;
  }

  @Override
  public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
      ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
    if (spans == null) {
      return next.startCall(call, headers);
    }
    return spans.interceptCall(call, headers, named(next));
  }

  private static <ReqT, RespT> ServerCallHandler<ReqT, RespT> named(
      ServerCallHandler<ReqT, RespT> next) {
    return (call, headers) -> {
      var span = Span.current();
      var listener = next.startCall(call, headers);
      if (!span.isRecording()) {
        return listener;
      }
      return new SimpleForwardingServerCallListener<>(listener) {
        @Override
        public void onMessage(ReqT message) {
          ExperimentOfSpan.set(span, message);
          super.onMessage(message);
        }
      };
    };
  }
}
