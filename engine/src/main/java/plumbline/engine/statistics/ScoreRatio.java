package plumbline.engine.statistics;

/**
 * The score statistic of the ratio of two proportions (Miettinen and Nurminen 1985; Koopman 1984,
 * Biometrics 40, 513-517, without the factor). Its variance is that of the rates that are likeliest
 * among those with the hypothesised ratio, times N/(N-1). At a ratio of 1 it is the statistic of no
 * difference.
 */
record ScoreRatio(TwoProportions table) {
  /**
   * What it is at the hypothesis: positive where the lift is larger.
   *
   * @param lift the ratio treatment/control less 1, above -1
   */
  double z(double lift) {
    Proportion control = table.control();
    Proportion treatment = table.treatment();
    double n = table.n();
    double ratio = 1.0 + lift;
    double all = control.successes() + treatment.successes();
    double failed = control.failures().successes();
    double others = treatment.failures().successes();
    double from = control.n() + treatment.successes();
    double to = treatment.n() + control.successes();
    // Control's rate is the smaller root of a quadratic; it and both failure rates are written so
    // that nothing cancels where all are near 0, or near 1.
    double root = Math.sqrt(Math.pow(failed - others - lift * to, 2) + 4 * ratio * failed * others);
    double rate = 2.0 * all / (from + ratio * to + root);
    double failure = (failed + others + lift * (n + failed) + root) / (2.0 * ratio * n);
    double other = (ratio * (failed + others) - lift * (n + others) + root) / (2.0 * n);
    double variance =
        ratio * rate * (other / treatment.n() + ratio * failure / control.n()) * (n / (n - 1.0));
    return ScoreDifference.ratio(table.difference() - lift * control.rate(), variance);
  }
}
