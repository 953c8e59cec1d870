package plumbline.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import plumbline.engine.statistics.ChiSquare;

/** Over a million fixed unit ids, so what is asserted here cannot fail by chance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceTest {
  private static final int UNITS = 1_000_000;
  private static final double SUSPICIOUS = 0.001;

  private final int[] checkout = new int[UNITS];
  private final int[] search = new int[UNITS];
  private final int[] traffic = new int[UNITS];
  private final int[] shard = new int[UNITS];

  @BeforeAll
  void hash() {
    for (int i = 0; i < UNITS; i++) {
      String unit = "user-" + i;
      checkout[i] = Bucketing.bucket(unit, "checkout");
      search[i] = Bucketing.bucket(unit, "search");
      traffic[i] = Bucketing.trafficBucket("checkout", unit);
      shard[i] = Bucketing.shard("user", unit);
    }
  }

  @Test
  void everyBucketIsEquallyLikely() {
    double[] equal = new double[Bucketing.BUCKETS];
    Arrays.fill(equal, 1.0 / Bucketing.BUCKETS);
    for (int[] buckets : List.of(checkout, search, traffic)) {
      assertFits(equal, counts(buckets, Bucketing.BUCKETS, bucket -> bucket));
    }
  }

  @Test
  void variantsGetTheSharesOfTheirAllocation() {
    for (Allocation allocation : allocations()) {
      int variants = allocation.variants();
      assertFits(allocation.shares(), counts(checkout, variants, allocation::variantIndex));
    }
  }

  @Test
  void experimentsAreIndependent() {
    for (Allocation first : allocations()) {
      for (Allocation second : allocations()) {
        long[][] table = new long[first.variants()][second.variants()];
        for (int i = 0; i < UNITS; i++) {
          table[first.variantIndex(checkout[i])][second.variantIndex(search[i])]++;
        }
        assertIndependent(table);
      }
    }
  }

  @Test
  void variantDoesNotDependOnTrafficOrShard() {
    Allocation allocation = Allocation.of(0.1, 0.2, 0.7);
    long[][] byTraffic = new long[10][3];
    long[][] byShard = new long[Bucketing.SHARDS][3];
    for (int i = 0; i < UNITS; i++) {
      int variant = allocation.variantIndex(checkout[i]);
      byTraffic[traffic[i] / 1_000][variant]++;
      byShard[shard[i]][variant]++;
    }
    assertIndependent(byTraffic);
    assertIndependent(byShard);
  }

  private static List<Allocation> allocations() {
    return List.of(
        Allocation.of(0.5, 0.5),
        Allocation.of(0.99, 0.01),
        Allocation.of(1.0 / 3, 1.0 / 3, 1.0 / 3),
        Allocation.of(0.1, 0.2, 0.7),
        Allocation.of(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1));
  }

  private static long[] counts(int[] buckets, int cells, IntUnaryOperator cell) {
    long[] counts = new long[cells];
    for (int bucket : buckets) {
      counts[cell.applyAsInt(bucket)]++;
    }
    return counts;
  }

  private static void assertFits(double[] shares, long[] counts) {
    double statistic = 0.0;
    for (int i = 0; i < counts.length; i++) {
      double expected = shares[i] * UNITS;
      statistic += Math.pow(counts[i] - expected, 2) / expected;
    }
    assertThat(ChiSquare.upperTail(statistic, counts.length - 1)).isGreaterThan(SUSPICIOUS);
  }

  private static void assertIndependent(long[][] table) {
    double statistic = 0.0;
    for (long[] row : table) {
      for (int column = 0; column < row.length; column++) {
        double expected = (double) rowSum(row) * columnSum(table, column) / UNITS;
        statistic += Math.pow(row[column] - expected, 2) / expected;
      }
    }
    int df = (table.length - 1) * (table[0].length - 1);
    assertThat(ChiSquare.upperTail(statistic, df)).isGreaterThan(SUSPICIOUS);
  }

  private static long rowSum(long[] row) {
    return Arrays.stream(row).sum();
  }

  private static long columnSum(long[][] table, int column) {
    return Arrays.stream(table).mapToLong(row -> row[column]).sum();
  }
}
