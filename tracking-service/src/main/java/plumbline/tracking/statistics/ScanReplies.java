package plumbline.tracking.statistics;

import com.google.protobuf.Timestamp;
import plumbline.proto.tracking.v1.QuantileEdge;
import plumbline.proto.tracking.v1.QuantileScan;
import plumbline.tracking.quantile.StoredScan;

/** What was read of single units, as the contract says it. */
final class ScanReplies {
  private ScanReplies() {}

  static QuantileScan render(StoredScan scan) {
    var sums = scan.sums();
    var reply =
        QuantileScan.newBuilder()
            .setTime(
                Timestamp.newBuilder()
                    .setSeconds(scan.time().getEpochSecond())
                    .setNanos(scan.time().getNano()))
            .setUnits(sums.units())
            .setSumN(sums.sumN().toString())
            .setSumN2(sums.sumN2().toString());
    for (var edge : sums.edges()) {
      reply.addEdges(
          QuantileEdge.newBuilder()
              .setBucket(edge.bucket())
              .setSumJ(edge.sumJ().toString())
              .setSumJ2(edge.sumJ2().toString())
              .setSumJn(edge.sumJn().toString()));
    }
    return reply.build();
  }
}
