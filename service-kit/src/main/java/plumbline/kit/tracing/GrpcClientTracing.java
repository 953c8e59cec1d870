package plumbline.kit.tracing;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.grpc.GlobalInterceptor;
import io.quarkus.opentelemetry.runtime.config.runtime.OTelRuntimeConfig;
import io.quarkus.opentelemetry.runtime.tracing.instrumentation.grpc.GrpcTracingClientInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** A span for each call that goes out, and its identity sent with it; the twin of GrpcTracing. */
@GlobalInterceptor
@ApplicationScoped
public class GrpcClientTracing implements ClientInterceptor {
  private final @Nullable ClientInterceptor spans;

  @Inject
  GrpcClientTracing(OpenTelemetry telemetry, OTelRuntimeConfig config) {
    this.spans = config.sdkDisabled() ? null : new GrpcTracingClientInterceptor(telemetry, config);
  }

  @Override
  public <ReqT, RespT> ClientCall<ReqT, RespT> interceptCall(
      MethodDescriptor<ReqT, RespT> method, CallOptions options, Channel next) {
    return spans == null
        ? next.newCall(method, options)
        : spans.interceptCall(method, options, new NamingChannel(next));
  }

  /** Begins calls within their span, and names what they are about. */
  private static final class NamingChannel extends Channel {
    private final Channel next;

    NamingChannel(Channel next) {
      this.next = next;
    }

    @Override
    public <ReqT, RespT> ClientCall<ReqT, RespT> newCall(
        MethodDescriptor<ReqT, RespT> method, CallOptions options) {
      var span = Span.current();
      var call = next.newCall(method, options);
      if (!span.isRecording()) {
        return call;
      }
      return new SimpleForwardingClientCall<>(call) {
        @Override
        public void sendMessage(ReqT message) {
          ExperimentOfSpan.set(span, message);
          super.sendMessage(message);
        }
      };
    }

    @Override
    public String authority() {
      return next.authority();
    }
  }
}
