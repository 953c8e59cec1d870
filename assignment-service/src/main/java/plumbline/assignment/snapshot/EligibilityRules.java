package plumbline.assignment.snapshot;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import plumbline.assignment.eligibility.EligibilityRule;
import plumbline.engine.targeting.Eligibility;
import plumbline.kit.rule.InvalidRuleException;

/**
 * Eligibility rules ready to be asked. A rule is compiled once and kept, as the next snapshot has
 * nearly all the same ones, and a halt waits for its snapshot.
 */
final class EligibilityRules {
  private static final Logger LOG = Logger.getLogger(EligibilityRules.class);
  private static final int MAX_KEPT = 10_000;
  private static final Map<Rule, Eligibility> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Rule, Eligibility> eldest) {
          return size() > MAX_KEPT;
        }
      };

  private EligibilityRules() {}

  /** The rule, whose failures are counted for its experiment. */
  static Eligibility of(String text, String experiment) {
    synchronized (KEPT) {
      return KEPT.computeIfAbsent(new Rule(experiment, text), EligibilityRules::compile);
    }
  }

  /** What cannot be compiled admits nobody: one rule must not keep all definitions from us. */
  private static Eligibility compile(Rule rule) {
    var errors =
        Counter.builder("plumbline.eligibility.errors")
            .description("Units not eligible because their attributes do not fit the rule's types")
            .tag("experiment", rule.experiment)
            .register(Metrics.globalRegistry);
    try {
      return EligibilityRule.compile(rule.text, errors::increment);
    } catch (InvalidRuleException e) {
      LOG.errorf("nobody is eligible for '%s': its rule %s", rule.experiment, e.description());
      return _ -> {
        errors.increment();
        return false;
      };
    }
  }

  private record Rule(String experiment, String text) {}
}
