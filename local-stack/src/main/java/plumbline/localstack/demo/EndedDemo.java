package plumbline.localstack.demo;

import com.google.protobuf.Value;
import com.google.protobuf.util.Durations;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;

/** The demo that ended: two weeks in a shop, with a checkout on one page against one on three. */
final class EndedDemo {
  static final String KEY = "checkout-one-page";
  static final String CONTROL = "three-pages";
  static final String TREATMENT = "one-page";
  static final double[] WEIGHTS = {0.5, 0.5};
  static final int DAYS = 14;
  static final int WINDOW_DAYS = 3;

  static final String PURCHASE = "purchase";
  static final String ERROR = "checkout_error";
  static final String SLOW_PAGE = "slow_page";

  private EndedDemo() {}

  static ExperimentDefinition definition() {
    var metrics = new DemoMetrics("shop team", WINDOW_DAYS);
    return ExperimentDefinition.newBuilder()
        .setName("Checkout on one page")
        .setHypothesis("Fewer pages lose fewer people: more of them buy, for as much as before.")
        .setOwner("shop team")
        .setUnitType(UnitType.UNIT_TYPE_USER)
        .addVariants(variant(CONTROL, WEIGHTS[0], true, 3))
        .addVariants(variant(TREATMENT, WEIGHTS[1], false, 1))
        .addMetrics(metrics.primary("purchase", PURCHASE))
        .addMetrics(metrics.revenue("revenue", PURCHASE))
        .addMetrics(metrics.errors("checkout-errors", ERROR, "< 10% increase from control"))
        .addMetrics(metrics.slowPages("slow-pages", SLOW_PAGE, "< 1pp increase from control"))
        .setPlan(
            AnalysisPlan.newBuilder()
                .setDesign(Design.DESIGN_FIXED_HORIZON)
                .setAlpha(0.05)
                .setPower(0.8)
                .setBaseline(0.10)
                .setMdeRelative(0.10)
                .setSampleSizePerVariant(15_000)
                .setDuration(Durations.fromDays(DAYS)))
        .addTags("demo")
        .build();
  }

  private static Variant variant(String key, double weight, boolean control, int pages) {
    return Variant.newBuilder()
        .setKey(key)
        .setWeight(weight)
        .setControl(control)
        .setPayload(Value.newBuilder().setNumberValue(pages))
        .build();
  }
}
