package plumbline.analysis.results;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Arm;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;

/**
 * The sums that numbers are made of: all units' once every window is over, and before that those of
 * units whose own is, as a value that still grows would be another one at every look.
 *
 * @param ended whether every window is over
 */
record Basis(Study study, Observations observations, boolean ended) {

  /** Whether the metric has numbers: without a window none is final before the end. */
  boolean shows(StudiedMetric metric) {
    return ended || metric.maturesAfter().isPresent();
  }

  /** A variant's sums; those of nobody where the metric has no numbers yet. */
  Arm arm(StudiedMetric metric, String variant) {
    if (!shows(metric)) {
      return nobody(metric, variant);
    }
    var counted = observations.of(variant);
    return (ended ? counted.sums() : counted.matured()).of(metric.key());
  }

  Arm control(StudiedMetric metric) {
    return arm(metric, study.control().key());
  }

  /** In the definition's order. */
  List<Arm> treatments(StudiedMetric metric) {
    return study.treatments().stream().map(it -> arm(metric, it.key())).toList();
  }

  private static Arm nobody(StudiedMetric metric, String variant) {
    var terms = metric.measured().kind() == Kind.RATIO ? List.of(Term.Y, Term.D) : List.of(Term.Y);
    var sums = terms.size() + terms.size() * (terms.size() + 1) / 2 + 1;
    return new Arm(
        variant,
        0,
        new MetricSums(terms, Collections.nCopies(sums, BigInteger.ZERO)),
        Optional.empty());
  }
}
