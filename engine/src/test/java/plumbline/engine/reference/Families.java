package plumbline.engine.reference;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.Consumer;

/** Who answers the cases of which family. */
final class Families {
  static final Map<String, Consumer<ReferenceCase>> ALL =
      Map.ofEntries(
          entry("00_distributions", DistributionFamily::check),
          entry("01_sample_size_proportions", PlanningFamilies::proportions),
          entry("02_sample_size_means", PlanningFamilies::means),
          entry("03_inverse_planning", PlanningFamilies::inverse),
          entry("04_sample_size_unequal_multi", PlanningFamilies::unequal),
          entry("05_proportion_tests", ProportionFamily::check),
          entry("06_welch_t", WelchFamily::check),
          entry("07_relative_lift", LiftFamily::check),
          entry("08_ratio_metrics", RatioFamily::check),
          entry("09_quantiles", QuantileFamily::check),
          entry("10_cuped", CupedFamily::check),
          entry("11_post_stratification", PostStratificationFamily::check),
          entry("12_winsorisation", WinsorisationFamily::check),
          entry("13_srm", SampleRatioFamily::check),
          entry("14_multiplicity", MultiplicityFamily::check),
          entry("15_group_sequential", GroupSequentialFamily::check),
          entry("16_always_valid", AlwaysValidFamily::check),
          entry("17_bayesian", BayesianFamily::check),
          entry("18_non_inferiority", NonInferiorityFamily::check),
          entry("19_simulation_targets", SimulationFamily::check),
          entry("21_event_log_end_to_end", EventLogFamily::check),
          entry("22_real_data", RealDataFamily::check));

  private Families() {}
}
