package plumbline.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published formula in Python is the oracle: src/test/python/bucketing_vectors.py. */
class BucketingVectorsTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors/bucketing-v1.jsonl");
  private static final Path SCRIPT = Path.of("src/test/python/bucketing_vectors.py");

  @Test
  void everyVectorHolds() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int rows = 0;
    for (String line : Files.readAllLines(VECTORS)) {
      JsonNode row = json.readTree(line);
      assertThat(actual(row)).as(line).isEqualTo(expected(row));
      rows++;
    }
    System.out.println("bucketing-v1: " + rows + " vectors checked");
    assertThat(rows).isGreaterThanOrEqualTo(5_000);
  }

  /** Rows may be added at the end, and then this covers a prefix; a row is never changed. */
  @Test
  void publishedVectorsAreNeverChanged() throws Exception {
    byte[] bytes = Files.readAllBytes(VECTORS);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(bytes, 0, 1_018_848);
    assertThat(HexFormat.of().formatHex(sha256.digest()))
        .isEqualTo("c15ed590b07603da931516e14553cf5644654f8d7735e64628b0876161677236");
  }

  @Test
  void theScriptReproducesTheFileByteForByte(@TempDir Path folder) throws Exception {
    Path again = folder.resolve("again.jsonl");
    assumeTrue(pythonWrites(again), "python3 is not on the PATH: the vectors are not regenerated");
    assertThat(Files.mismatch(VECTORS, again)).isEqualTo(-1);
  }

  private static String actual(JsonNode row) {
    String unit = row.path("unit").asText();
    String name = row.path("name").asText();
    return switch (row.get("kind").asText()) {
      case "variant" -> {
        int bucket = Bucketing.bucket(unit, row.get("experiment").asText());
        yield bucket + " " + Allocation.of(doubles(row, "weights")).variantIndex(bucket);
      }
      case "traffic" -> "" + Bucketing.trafficBucket(name, unit);
      case "layer" -> "" + Bucketing.layerBucket(name, unit);
      case "holdout" -> "" + Bucketing.holdoutBucket(name, unit);
      case "rollout" -> "" + Bucketing.rolloutBucket(name, unit);
      case "shard" -> "" + Bucketing.shard(name, unit);
      case "share" -> "" + Share.threshold(row.get("share").asDouble());
      case "allocation" -> "" + bucketCounts(Allocation.of(doubles(row, "weights")));
      default -> throw new IllegalArgumentException("unknown kind in " + row);
    };
  }

  private static String expected(JsonNode row) {
    return switch (row.get("kind").asText()) {
      case "variant" -> row.get("bucket") + " " + row.get("variant");
      case "shard" -> "" + row.get("shard");
      case "share" -> "" + row.get("threshold");
      case "allocation" ->
          "" + StreamSupport.stream(row.get("buckets").spliterator(), false).toList();
      default -> "" + row.get("bucket");
    };
  }

  private static List<Long> bucketCounts(Allocation allocation) {
    return Arrays.stream(allocation.shares())
        .mapToObj(share -> Math.round(share * Bucketing.BUCKETS))
        .toList();
  }

  private static double[] doubles(JsonNode row, String field) {
    return StreamSupport.stream(row.get(field).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static boolean pythonWrites(Path output) throws InterruptedException {
    try {
      var command = new ProcessBuilder("python3", SCRIPT.toString(), output.toString());
      assertThat(command.inheritIO().start().waitFor()).as("exit status").isZero();
      return true;
    } catch (IOException absent) {
      return false;
    }
  }
}
