package plumbline.analysis;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import plumbline.proto.tracking.v1.StreamUnitsRequest;
import plumbline.proto.tracking.v1.StreamUnitsResponse;
import plumbline.proto.tracking.v1.UnitRecord;
import plumbline.proto.tracking.v1.UnitsHeader;

/** Sends units as tracking-service does: some in each message, and no faster than they are read. */
final class UnitSource {
  private static final int AT_ONCE = 500;

  private final Map<String, StreamUnitsResponse> headers = new ConcurrentHashMap<>();
  private final Map<String, List<UnitRecord>> units = new ConcurrentHashMap<>();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private volatile @Nullable CountDownLatch held;
  private volatile int breaksAfter = Integer.MAX_VALUE;

  void know(UnitsHeader header, List<UnitRecord> all) {
    headers.put(header.getExperiment(), StreamUnitsResponse.newBuilder().setHeader(header).build());
    units.put(header.getExperiment(), all);
  }

  /** Nothing is sent until that is counted down. */
  void hold(@Nullable CountDownLatch until) {
    held = until;
  }

  /** Streams end as broken after so many messages. */
  void breakAfter(int messages) {
    breaksAfter = messages;
  }

  /** Messages that went out. */
  int sent() {
    return sent.get();
  }

  /** Streams that their reader ended. */
  int cancelled() {
    return cancelled.get();
  }

  void send(StreamUnitsRequest request, ServerCallStreamObserver<StreamUnitsResponse> client) {
    var header = headers.get(request.getExperiment());
    if (header == null) {
      client.onError(Status.NOT_FOUND.asRuntimeException());
      return;
    }
    var messages = messages(header, request).iterator();
    client.setOnCancelHandler(cancelled::incrementAndGet);
    client.setOnReadyHandler(() -> send(messages, client));
  }

  private void send(
      Iterator<StreamUnitsResponse> messages, ServerCallStreamObserver<StreamUnitsResponse> to) {
    await();
    while (to.isReady() && !to.isCancelled()) {
      if (sent.get() >= breaksAfter) {
        to.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      if (!messages.hasNext()) {
        to.onCompleted();
        return;
      }
      sent.incrementAndGet();
      to.onNext(messages.next());
    }
  }

  private void await() {
    var until = held;
    try {
      if (until != null) {
        until.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<StreamUnitsResponse> messages(
      StreamUnitsResponse header, StreamUnitsRequest request) {
    var wanted =
        units.getOrDefault(request.getExperiment(), List.of()).stream()
            .filter(it ->
                request.getVariant().isEmpty() || it.getVariant().equals(request.getVariant()))
            .toList();
    var messages = new ArrayList<StreamUnitsResponse>();
    messages.add(header);
    for (var from = 0; from < wanted.size(); from += AT_ONCE) {
      messages.add(
          StreamUnitsResponse.newBuilder()
              .addAllUnits(wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE)))
              .build());
    }
    return messages;
  }
}
