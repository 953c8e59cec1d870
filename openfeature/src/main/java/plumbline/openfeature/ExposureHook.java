package plumbline.openfeature;

import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.Hook;
import dev.openfeature.sdk.HookContext;
import java.util.Map;

/** After an evaluation whose value is shown at once. */
final class ExposureHook implements Hook<Object> {
  private final Plumbline plumbline;

  ExposureHook(Plumbline plumbline) {
    this.plumbline = plumbline;
  }

  @Override
  public void after(
      HookContext<Object> context,
      FlagEvaluationDetails<Object> details,
      Map<String, Object> hints) {
    plumbline.expose(details, context.getCtx());
  }
}
