package plumbline.benchmarks.fold;

import plumbline.benchmarks.Latencies;

/** How long the statistics of two experiments take to be read, in turn. */
record ReadTimes(Latencies small, Latencies large) {
  private static final int WARM_UP_SHARE = 3;

  /** So many reads of each, after a third of that to warm up. */
  static ReadTimes measure(StatisticsClient statistics, int reads) {
    var small = new long[reads];
    var large = new long[reads];
    for (var i = -reads / WARM_UP_SHARE; i < reads; i++) {
      var ofSmall = time(statistics, Stand.SMALL);
      var ofLarge = time(statistics, Stand.LARGE);
      if (i >= 0) {
        small[i] = ofSmall;
        large[i] = ofLarge;
      }
    }
    return new ReadTimes(Latencies.of(small), Latencies.of(large));
  }

  private static long time(StatisticsClient statistics, String experiment) {
    var begin = System.nanoTime();
    statistics.get(experiment);
    return System.nanoTime() - begin;
  }

  /** The large one's in terms of the small one's. */
  double ratio(double share) {
    return (double) large.quantile(share).toNanos() / small.quantile(share).toNanos();
  }
}
