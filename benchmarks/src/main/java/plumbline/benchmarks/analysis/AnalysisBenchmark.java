package plumbline.benchmarks.analysis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import plumbline.engine.analysis.ExperimentAnalysis;
import plumbline.engine.analysis.Measured;
import plumbline.engine.analysis.MetricAnalysis;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.WelchTest;

/**
 * The whole analysis of one experiment with 4 variants and 20 metrics of all kinds, from sums to
 * sentences, beside the least that anybody could do: 60 Welch tests of ready means and variances.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AnalysisBenchmark {
  private static final int COMPARISONS = 60;

  private final List<Measured> plain = Experiment.metrics(false);
  private final List<Measured> adjusted = Experiment.metrics(true);
  private final ArmSummary control = new ArmSummary(100_000, 12.1, 900.0);
  private final ArmSummary treatment = new ArmSummary(101_000, 12.2, 940.0);

  /** Fixed horizon, Holm's correction, no covariate. */
  @Benchmark
  public List<MetricAnalysis> analysis() {
    return analyse(plain, Optional.of(Correction.HOLM));
  }

  /** The same with a covariate for every metric but the quantiles. */
  @Benchmark
  public List<MetricAnalysis> analysisWithCovariate() {
    return analyse(adjusted, Optional.of(Correction.HOLM));
  }

  /** With Dunnett's correction, which integrates. */
  @Benchmark
  public List<MetricAnalysis> analysisByDunnett() {
    return analyse(plain, Optional.empty());
  }

  /** The reference. */
  @Benchmark
  public double welchTests() {
    double sum = 0.0;
    for (int i = 0; i < COMPARISONS; i++) {
      sum +=
          ((WelchTest.Compared) new WelchTest(0.05).compare(control, treatment)).pValueTwoSided();
    }
    return sum;
  }

  private static List<MetricAnalysis> analyse(
      List<Measured> metrics, Optional<Correction> correction) {
    return new ExperimentAnalysis(0.05, correction, false).analyse(metrics);
  }
}
