package plumbline.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.PostStratification;
import plumbline.engine.statistics.PostStratification.Stratified;
import plumbline.engine.statistics.PostStratification.Stratum;

/** Post-stratification, against gbstats. */
final class PostStratificationFamily {
  private PostStratificationFamily() {}

  static void check(ReferenceCase c) {
    List<Stratum> strata = new ArrayList<>();
    c.input("strata")
        .forEach(it -> strata.add(new Stratum(arm(it.get("control")), arm(it.get("treatment")))));
    var result = (Stratified) PostStratification.of(strata);
    ArmSummary control = result.control();
    ArmSummary treatment = result.treatment();
    double difference = treatment.mean() - control.mean();
    double squaredError = control.estimate().variance() + treatment.estimate().variance();
    c.check("plain.estimate", difference);
    c.check("plain.se", Math.sqrt(squaredError));
    c.check("gbstats_absolute.estimate", difference);
    c.check("gbstats_absolute.se", Math.sqrt(result.populationVariance(1.0)));
    // The delta method: the contrast at the lift itself, in units of the control.
    double ratio = treatment.mean() / control.mean();
    c.check("gbstats_relative.estimate", difference / control.mean());
    c.check(
        "gbstats_relative.se",
        Math.sqrt(result.populationVariance(ratio)) / Math.abs(control.mean()));
  }

  private static ArmSummary arm(JsonNode arm) {
    return new ArmSummary(
        arm.get("n").longValue(), arm.get("mean").asDouble(), arm.get("var").asDouble());
  }
}
