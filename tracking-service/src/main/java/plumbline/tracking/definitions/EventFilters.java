package plumbline.tracking.definitions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.math.BigDecimal;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.EventFilter;
import plumbline.kit.rule.AttributeRule;
import plumbline.kit.rule.InvalidRuleException;

/** Metrics' event filters, ready to be asked. */
final class EventFilters {
  private static final Logger LOG = Logger.getLogger(EventFilters.class);

  private EventFilters() {}

  /** A metric's filter, whose failures are counted for the experiment. */
  static EventFilter of(String rule, String metric, String experiment) {
    return rule.isEmpty()
        ? EventFilter.ALL
        : compiled(rule, "metric '%s'".formatted(metric), experiment);
  }

  /** Any of the exclusions. */
  static EventFilter anyOf(List<String> rules, String experiment) {
    if (rules.isEmpty()) {
      return EventFilter.NONE;
    }
    var filters = rules.stream().map(rule -> compiled(rule, "exclusions", experiment)).toList();
    return attributes -> {
      for (var filter : filters) {
        if (filter.includes(attributes)) {
          return true;
        }
      }
      return false;
    };
  }

  private static EventFilter compiled(String text, String what, String experiment) {
    var errors =
        Counter.builder("plumbline.fold.filter.errors")
            .description(
                "Events that did not count as their attributes do not fit a filter's types")
            .tag("experiment", experiment)
            .register(Metrics.globalRegistry);
    try {
      var rule = AttributeRule.compile(text, errors::increment);
      return attributes -> rule.holds(name -> scalar(attributes.get(name)));
    } catch (InvalidRuleException e) {
      // One metric must not keep the fold from all others.
      LOG.errorf("no event counts for %s of '%s': the rule %s", what, experiment, e.description());
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
