package plumbline.tracking.definitions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.math.BigDecimal;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.EventFilter;
import plumbline.kit.rule.AttributeRule;
import plumbline.kit.rule.InvalidRuleException;
import plumbline.proto.assignment.v1.Metric;

/** Metrics' event filters, ready to be asked. */
final class EventFilters {
  private static final Logger LOG = Logger.getLogger(EventFilters.class);

  private EventFilters() {}

  /** The metric's filter, whose failures are counted for the experiment. */
  static EventFilter of(Metric metric, String experiment) {
    if (metric.getEventFilter().isEmpty()) {
      return EventFilter.ALL;
    }
    var errors =
        Counter.builder("plumbline.fold.filter.errors")
            .description(
                "Events that did not count as their attributes do not fit a filter's types")
            .tag("experiment", experiment)
            .register(Metrics.globalRegistry);
    try {
      var rule = AttributeRule.compile(metric.getEventFilter(), errors::increment);
      return attributes -> rule.holds(name -> scalar(attributes.get(name)));
    } catch (InvalidRuleException e) {
      // One metric must not keep the fold from all others.
      LOG.errorf(
          "no event counts for metric '%s' of '%s': its filter %s",
          metric.getKey(), experiment, e.description());
      return _ -> {
        errors.increment();
        return false;
      };
    }
  }

  private static @Nullable Object scalar(@Nullable Object attribute) {
    return attribute instanceof BigDecimal number ? (Object) number.doubleValue() : attribute;
  }
}
