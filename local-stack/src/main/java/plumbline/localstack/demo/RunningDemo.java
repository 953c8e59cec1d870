package plumbline.localstack.demo;

import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** The demo that runs: search results in a new order, looked at by simulated visitors. */
final class RunningDemo {
  static final String KEY = "search-ranking";
  static final String FLAG = "search-order";
  static final String CONTROL = "by-words";
  static final String TREATMENT = "by-meaning";

  static final String CLICK = "search_click";
  static final String ERROR = "search_error";
  static final String SLOW_PAGE = "slow_search";

  private RunningDemo() {}

  static ExperimentDefinition definition() {
    var metrics = new DemoMetrics("search team", 1);
    return ExperimentDefinition.newBuilder()
        .setName("Search by meaning")
        .setHypothesis("Results ordered by meaning are found more often: more people click one.")
        .setOwner("search team")
        .setUnitType(UnitType.UNIT_TYPE_USER)
        .setFlag(FLAG)
        .addVariants(variant(CONTROL, true))
        .addVariants(variant(TREATMENT, false))
        .addMetrics(metrics.primary("click", CLICK))
        .addMetrics(metrics.errors("search-errors", ERROR, "< 10% increase from control"))
        .addMetrics(metrics.slowPages("slow-searches", SLOW_PAGE, "< 1pp increase from control"))
        .setPlan(
            AnalysisPlan.newBuilder()
                .setDesign(Design.DESIGN_FIXED_HORIZON)
                .setAlpha(0.05)
                .setPower(0.8)
                .setBaseline(0.30)
                .setMdeRelative(0.05)
                .setSampleSizePerVariant(15_000)
                .setExpectedUnitsPerDay(2_500)
                .setDuration(Durations.fromDays(14)))
        .addTags("demo")
        .build();
  }

  /** What the pages ask for; the experiment gets its rule there when it starts. */
  static FlagDefinition flag() {
    return FlagDefinition.newBuilder()
        .setDescription("How search results are ordered.")
        .setOwner("search team")
        .setType(FlagType.FLAG_TYPE_STRING)
        .setUnitType(UnitType.UNIT_TYPE_USER)
        .setDefaultValue(text(CONTROL))
        .addTags("demo")
        .build();
  }

  private static Variant variant(String key, boolean control) {
    return Variant.newBuilder()
        .setKey(key)
        .setWeight(0.5)
        .setControl(control)
        .setPayload(text(key))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
