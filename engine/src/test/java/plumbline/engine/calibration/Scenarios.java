package plumbline.engine.calibration;

import java.util.List;
import java.util.stream.Stream;

/** All of them, in the order of the document. */
final class Scenarios {
  private Scenarios() {}

  static List<Scenario> all() {
    return Stream.of(
            PeekingScenarios.all(),
            GroupSequentialScenarios.all(),
            AlwaysValidScenarios.all(),
            MixtureScenarios.all(),
            ProportionScenarios.all(),
            ScoreScenarios.all(),
            MeanScenarios.all(),
            SkewnessScenarios.all(),
            LiftScenarios.all(),
            RatioScenarios.all(),
            CupedScenarios.all(),
            StrataScenarios.all(),
            RawScenarios.all(),
            QuantileScenarios.all(),
            NonInferiorityScenarios.all(),
            ClearanceScenarios.all(),
            GuardrailScenarios.all(),
            MultiplicityScenarios.all(),
            BayesScenarios.all(),
            ExperimentScenarios.all(),
            PlanningScenarios.all(),
            SplitScenarios.all())
        .flatMap(List::stream)
        .toList();
  }
}
