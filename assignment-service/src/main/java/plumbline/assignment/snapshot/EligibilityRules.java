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

  /** An experiment's eligibility, whose failures are counted for it. */
  static Eligibility ofExperiment(String text, String experiment) {
    return of(new Rule("eligibility", "experiment", experiment, text));
  }

  /** A condition of a flag's rule, whose failures are counted for the flag. */
  static Eligibility ofFlag(String text, String flag) {
    return of(new Rule("flags", "flag", flag, text));
  }

  private static Eligibility of(Rule rule) {
    synchronized (KEPT) {
      return KEPT.computeIfAbsent(rule, EligibilityRules::compile);
    }
  }

  /** What cannot be compiled admits nobody: one rule must not keep all definitions from us. */
  private static Eligibility compile(Rule rule) {
    var errors =
        Counter.builder("plumbline." + rule.meter + ".errors")
            .description("Rules that were not true because attributes did not fit their types")
            .tag(rule.owner, rule.key)
            .register(Metrics.globalRegistry);
    try {
      return EligibilityRule.compile(rule.text, errors::increment);
    } catch (InvalidRuleException e) {
      LOG.errorf(
          "a rule of %s '%s' is true for nobody: it %s", rule.owner, rule.key, e.description());
      return _ -> {
        errors.increment();
        return false;
      };
    }
  }

  private record Rule(String meter, String owner, String key, String text) {}
}
