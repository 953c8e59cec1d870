package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;

class CupedMomentsTest {
  private static final long SEED = 13;

  @Test
  void mergeIsALaw() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      CupedMoments a = some(random);
      CupedMoments b = some(random);
      CupedMoments c = some(random);
      assertThat(a.plus(b)).as("commutative, seed " + SEED).isEqualTo(b.plus(a));
      assertThat(a.plus(b).plus(c)).as("associative, seed " + SEED).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.plus(CupedMoments.NONE)).as("identity, seed " + SEED).isEqualTo(a);
    }
  }

  @Test
  void mergeIsALawForRatiosToo() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      RatioCupedMoments a = someRatio(random);
      RatioCupedMoments b = someRatio(random);
      RatioCupedMoments c = someRatio(random);
      assertThat(a.plus(b)).as("commutative, seed " + SEED).isEqualTo(b.plus(a));
      assertThat(a.plus(b).plus(c)).as("associative, seed " + SEED).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.plus(RatioCupedMoments.NONE)).as("identity, seed " + SEED).isEqualTo(a);
    }
  }

  @Test
  void addUp() {
    CupedMoments two = CupedMoments.ofUnit(3, -2).plus(CupedMoments.ofUnit(4, 5));
    assertThat(two).isEqualTo(moments(2, 7, 3, 25, 29, 14));
    assertThat(two.y()).isEqualTo(Moments.of(3, 4));
    assertThat(two.x()).isEqualTo(Moments.of(-2, 5));
    assertThat(RatioCupedMoments.ofUnit(2, 3, 5, 7))
        .isEqualTo(
            new RatioCupedMoments(1, wholes(2, 3, 5, 7, 4, 6, 10, 14, 9, 15, 21, 25, 35, 49)));
  }

  @Test
  void takeWhatTheFoldSums() {
    var sums = new MetricSums(List.of(Term.Y, Term.X), wholes(7, 3, 25, 14, 29, 91));
    assertThat(CupedMoments.of(2, sums)).isEqualTo(moments(2, 7, 3, 25, 29, 14));
    var terms = List.of(Term.Y, Term.D, Term.X, Term.Z);
    var ratio = wholes(2, 3, 5, 7, 4, 6, 10, 14, 9, 15, 21, 25, 35, 49, 8);
    assertThat(RatioCupedMoments.of(1, new MetricSums(terms, ratio)))
        .isEqualTo(RatioCupedMoments.ofUnit(2, 3, 5, 7));
    assertThatThrownBy(() -> RatioCupedMoments.of(2, sums))
        .isInstanceOf(IllegalArgumentException.class);
    var without = new MetricSums(List.of(Term.Y), wholes(7, 25, 91));
    assertThatThrownBy(() -> CupedMoments.of(2, without))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuseSumsThatNoUnitsCanHave() {
    assertThat(moments(2, 7, 3, 25, 29, 14).n()).isEqualTo(2);
    assertImpossible(2, 7, 3, 24, 29, 14);
    assertImpossible(2, 7, 3, 25, 4, 14);
    // 7·3/2 ± sqrt(1·49)/2 are 14 and 7: the products of the two pairs that there can be.
    assertThat(moments(2, 7, 3, 25, 29, 7).n()).isEqualTo(2);
    assertImpossible(2, 7, 3, 25, 29, 15);
    assertImpossible(2, 7, 3, 25, 29, 6);
    assertImpossible(0, 0, 0, 0, 0, 1);
    assertImpossible(-1, 0, 0, 0, 0, 0);
    assertThatThrownBy(() -> new RatioCupedMoments(1, wholes(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    for (int square : new int[] {4, 8, 11, 13}) {
      BigInteger[] sums =
          wholes(2, 3, 5, 7, 4, 6, 10, 14, 9, 15, 21, 25, 35, 49).toArray(BigInteger[]::new);
      sums[square] = sums[square].subtract(BigInteger.ONE);
      assertThatThrownBy(() -> new RatioCupedMoments(1, Arrays.asList(sums)))
          .as("sum %d", square)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertImpossible(long n, long... sums) {
    assertThatThrownBy(() -> moments(n, sums)).isInstanceOf(IllegalArgumentException.class);
  }

  private static CupedMoments moments(long n, long... sums) {
    List<BigInteger> whole = wholes(sums);
    return new CupedMoments(
        n, whole.get(0), whole.get(1), whole.get(2), whole.get(3), whole.get(4));
  }

  private static List<BigInteger> wholes(long... values) {
    return LongStream.of(values).mapToObj(BigInteger::valueOf).toList();
  }

  private static CupedMoments some(Random random) {
    return Stream.generate(() -> CupedMoments.ofUnit(random.nextLong(), random.nextLong()))
        .limit(random.nextInt(5))
        .reduce(CupedMoments.NONE, CupedMoments::plus);
  }

  private static RatioCupedMoments someRatio(Random random) {
    return Stream.generate(() ->
            RatioCupedMoments.ofUnit(
                random.nextLong(), random.nextInt(), random.nextLong(), random.nextInt()))
        .limit(random.nextInt(5))
        .reduce(RatioCupedMoments.NONE, RatioCupedMoments::plus);
  }
}
