package plumbline.openfeature;

import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.EventProvider;
import dev.openfeature.sdk.FeatureProvider;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.Metadata;
import dev.openfeature.sdk.ProviderEvaluation;
import dev.openfeature.sdk.ProviderEvent;
import dev.openfeature.sdk.ProviderEventDetails;
import dev.openfeature.sdk.TrackingEventDetails;
import dev.openfeature.sdk.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another provider, whose {@code track} is sent. */
final class TrackingProvider extends EventProvider {
  private final FeatureProvider wrapped;
  private final Plumbline plumbline;
  private final WrappedLife life;

  TrackingProvider(FeatureProvider wrapped, Plumbline plumbline) {
    this.wrapped = wrapped;
    this.plumbline = plumbline;
    this.life = new WrappedLife(wrapped, this::tell);
  }

  @Override
  public Metadata getMetadata() {
    return wrapped.getMetadata();
  }

  @Override
  @SuppressWarnings("rawtypes") // As the SDK has it.
  public List<Hook> getProviderHooks() {
    return wrapped.getProviderHooks();
  }

  @Override
  public void initialize(@Nullable EvaluationContext context) {
    life.begin(context);
  }

  @Override
  public void shutdown() {
    life.end();
    super.shutdown();
    plumbline.flush();
  }

  @Override
  public void track(
      String name, EvaluationContext context, @Nullable TrackingEventDetails details) {
    plumbline.track(name, context, details);
    wrapped.track(name, context, details);
  }

  @Override
  public ProviderEvaluation<Boolean> getBooleanEvaluation(
      String key, Boolean fallback, EvaluationContext context) {
    return wrapped.getBooleanEvaluation(key, fallback, context);
  }

  @Override
  public ProviderEvaluation<String> getStringEvaluation(
      String key, String fallback, EvaluationContext context) {
    return wrapped.getStringEvaluation(key, fallback, context);
  }

  @Override
  public ProviderEvaluation<Integer> getIntegerEvaluation(
      String key, Integer fallback, EvaluationContext context) {
    return wrapped.getIntegerEvaluation(key, fallback, context);
  }

  @Override
  public ProviderEvaluation<Double> getDoubleEvaluation(
      String key, Double fallback, EvaluationContext context) {
    return wrapped.getDoubleEvaluation(key, fallback, context);
  }

  @Override
  public ProviderEvaluation<Value> getObjectEvaluation(
      String key, Value fallback, EvaluationContext context) {
    return wrapped.getObjectEvaluation(key, fallback, context);
  }

  /** Until it is told: the SDK would tell the next one beside it, or before it. */
  private void tell(ProviderEvent event, ProviderEventDetails details) {
    emit(event, details).await();
  }
}
