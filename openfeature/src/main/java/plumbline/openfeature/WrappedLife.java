package plumbline.openfeature;

import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventDetails;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.ProviderState;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Start, state and end of a wrapped provider. The SDK tells a provider's events to the API object
 * that it is registered with, and to nobody else; so the wrapped one gets an API of its own.
 */
final class WrappedLife {
  private final FeatureProvider wrapped;
  private final BiConsumer<ProviderEvent, ProviderEventDetails> listener;
  private final OpenFeatureAPI api = new OwnApi();
  private final AtomicBoolean listening = new AtomicBoolean();

  WrappedLife(FeatureProvider wrapped, BiConsumer<ProviderEvent, ProviderEventDetails> listener) {
    this.wrapped = wrapped;
    this.listener = listener;
  }

  /** Initialises it, and waits; throws what it throws. Its events are told from then on. */
  void begin(@Nullable EvaluationContext context) {
    if (context != null) {
      api.setEvaluationContext(context);
    }
    try {
      api.setProviderAndWait(wrapped);
    } finally {
      // Also if it failed: it may become ready later. Not before: the SDK tells the first event.
      if (listening.compareAndSet(false, true)) {
        for (var event : ProviderEvent.values()) {
          api.on(event, details -> tell(event, details));
        }
      }
    }
  }

  void end() {
    api.shutdown();
  }

  /**
   * The SDK runs handlers in any order, and only the state is up to date: an event that the state
   * has left behind is not told, so that the last one told is the state.
   */
  private synchronized void tell(ProviderEvent event, EventDetails details) {
    var state = api.getClient().getProviderState();
    if (event == ProviderEvent.PROVIDER_CONFIGURATION_CHANGED || isOf(event, state)) {
      listener.accept(event, state == ProviderState.FATAL ? fatal(details) : details);
    }
  }

  private static boolean isOf(ProviderEvent event, ProviderState state) {
    return switch (state) {
      case READY -> event == ProviderEvent.PROVIDER_READY;
      case STALE -> event == ProviderEvent.PROVIDER_STALE;
      case ERROR, FATAL -> event == ProviderEvent.PROVIDER_ERROR;
      case NOT_READY -> false;
    };
  }

  /** The SDK forgets the code on its way to a handler. */
  private static ProviderEventDetails fatal(EventDetails details) {
    return details.toBuilder().errorCode(ErrorCode.PROVIDER_FATAL).build();
  }

  private static final class OwnApi extends OpenFeatureAPI {}
}
