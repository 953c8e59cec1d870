package plumbline.analysis.dashboard.flags;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumbline.analysis.dashboard.flags.FlagListView.Row;
import plumbline.analysis.dashboard.flags.FlagView.Fact;
import plumbline.analysis.dashboard.flags.FlagView.Rule;
import plumbline.analysis.dashboard.trail.Trail;
import plumbline.analysis.export.Words;
import plumbline.analysis.page.Problem;
import plumbline.analysis.page.When;
import plumbline.kit.failure.Violation;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagStatus;

/** Flags as pages show them. */
final class FlagViews {
  private FlagViews() {}

  static Row row(FlagStatus status) {
    var flag = status.getFlag();
    var definition = flag.getDefinition();
    return new Row(
        flag.getKey(),
        definition.getDescription(),
        FlagWords.type(definition.getType()),
        definition.getOwner(),
        FlagWords.drivenBy(definition.getRulesList()),
        status.hasEvaluateTime() ? When.of(status.getEvaluateTime()) : null,
        FlagWords.stale(status.getStaleness()),
        status.getAdvice(),
        flag.hasArchiveTime());
  }

  /**
   * One flag.
   *
   * @param experiments of its rules, by key; those that may not be seen are missing
   * @param typed what was typed into a rule's form, which was refused
   */
  static FlagView of(
      FlagStatus status,
      Map<String, Experiment> experiments,
      Trail trail,
      NewShare typed,
      Problem problem) {
    var flag = status.getFlag();
    var definition = flag.getDefinition();
    return new FlagView(
        flag.getKey(),
        definition.getDescription(),
        flag.getVersion(),
        flag.hasArchiveTime() ? When.of(flag.getArchiveTime()) : null,
        FlagWords.stale(status.getStaleness()),
        status.getAdvice(),
        facts(status, definition),
        definition.getRulesList().stream()
            .map(it -> rule(it, definition, experiments, typed, problem))
            .toList(),
        Trail.words(definition.getDefaultValue()),
        typed.rule().isEmpty() ? typed.reason() : "",
        FlagWords.curl(flag.getKey()),
        FlagWords.code(flag.getKey(), definition.getType()),
        trail,
        problem.named(path -> path.startsWith("definition.rules") ? "share" : path));
  }

  private static List<Fact> facts(FlagStatus status, FlagDefinition definition) {
    var flag = status.getFlag();
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("Type", FlagWords.type(definition.getType())));
    facts.add(Fact.of("Default", Trail.words(definition.getDefaultValue())));
    facts.add(Fact.of("Goes by", Words.of(definition.getUnitType())));
    facts.add(Fact.of("Owner", definition.getOwner()));
    facts.add(Fact.of("Evaluating it is an exposure", definition.getExposureOff() ? "no" : "yes"));
    if (definition.getTagsCount() > 0) {
      facts.add(Fact.of("Tags", String.join(", ", definition.getTagsList())));
    }
    facts.add(
        status.hasEvaluateTime()
            ? new Fact("Last asked for", "", When.of(status.getEvaluateTime()))
            : Fact.of("Last asked for", "never"));
    if (status.hasBulkEvaluateTime()) {
      facts.add(new Fact("Last among all flags", "", When.of(status.getBulkEvaluateTime())));
    }
    facts.add(new Fact("Made by " + flag.getAuthor(), "", When.of(flag.getCreateTime())));
    return facts;
  }

  private static Rule rule(
      FlagRule rule,
      FlagDefinition definition,
      Map<String, Experiment> experiments,
      NewShare typed,
      Problem problem) {
    var key = rule.getExperiment().getExperiment();
    var units = definition.getUnitType();
    var served = Served.of(experiments.get(key), rule.getExperiment(), FlagWords.many(units));
    var sent = rule.getKey().equals(typed.rule());
    return new Rule(
        rule.getKey(),
        FlagWords.kind(rule),
        rule.getDescription(),
        FlagWords.sentence(rule, units),
        key,
        served.now(),
        served.since(),
        sent ? typed.share() : share(rule),
        sent ? typed.reason() : "",
        sent ? wrong(problem) : "");
  }

  private static String wrong(Problem problem) {
    return problem.violations().stream().findFirst().map(Violation::description).orElse("");
  }

  /** In per cent; empty for a rule without a share. */
  private static String share(FlagRule rule) {
    return switch (rule.getKindCase()) {
      case ROLLOUT -> percent(rule.getRollout().getShare());
      case EXPERIMENT ->
          percent(rule.getExperiment().hasRollout() ? rule.getExperiment().getRollout() : 1);
      case FORCE, KIND_NOT_SET -> "";
    };
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
