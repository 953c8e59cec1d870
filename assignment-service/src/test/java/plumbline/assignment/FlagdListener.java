package plumbline.assignment;

import com.google.protobuf.Struct;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import plumbline.proto.flagd.v1.EventStreamRequest;
import plumbline.proto.flagd.v1.EventStreamResponse;
import plumbline.proto.flagd.v1.ServiceGrpc;

/** Keeps all that an EventStream says. */
final class FlagdListener implements AutoCloseable {
  private final Context.CancellableContext context = Context.current().withCancellation();
  private final List<String> types = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> changes = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> recent = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  static FlagdListener open(FlagdVersion version) {
    var listener = new FlagdListener();
    var credentials = Calls.bearer(Tokens.client());
    listener.context.run(() -> {
      switch (version) {
        case V1 ->
            ServiceGrpc.newStub(Calls.channel())
                .withCallCredentials(credentials)
                .eventStream(
                    EventStreamRequest.getDefaultInstance(),
                    listener.observer(EventStreamResponse::getType, EventStreamResponse::getData));
        case V2 ->
            plumbline.proto.flagd.v2.ServiceGrpc.newStub(Calls.channel())
                .withCallCredentials(credentials)
                .eventStream(
                    plumbline.proto.flagd.v2.EventStreamRequest.getDefaultInstance(),
                    listener.observer(
                        plumbline.proto.flagd.v2.EventStreamResponse::getType,
                        plumbline.proto.flagd.v2.EventStreamResponse::getData));
      }
    });
    return listener;
  }

  /** The types of all events, in order. */
  List<String> types() {
    return types;
  }

  /** The flags of each change with what became of them. */
  List<Map<String, String>> changes() {
    return changes;
  }

  /** The same of what had changed before the stream was opened. */
  List<Map<String, String>> recent() {
    return recent;
  }

  /** How the stream ended. */
  CompletableFuture<Status> end() {
    return end;
  }

  @Override
  public void close() {
    context.cancel(null);
  }

  private void take(String type, Struct data) {
    if (type.equals("configuration_change")) {
      var flags = new HashMap<String, String>();
      data.getFieldsOrThrow("flags")
          .getStructValue()
          .getFieldsMap()
          .forEach((key, change) ->
              flags.put(key, change.getStructValue().getFieldsOrThrow("type").getStringValue()));
      if (data.containsFields("recent")) {
        recent.add(flags);
        return;
      }
      changes.add(flags);
    }
    types.add(type);
  }

  private <R> StreamObserver<R> observer(
      java.util.function.Function<R, String> type, java.util.function.Function<R, Struct> data) {
    return new StreamObserver<>() {
      @Override
      public void onNext(R event) {
        take(type.apply(event), data.apply(event));
      }

      @Override
      public void onError(Throwable thrown) {
        end.complete(Status.fromThrowable(thrown));
      }

      @Override
      public void onCompleted() {
        end.complete(Status.OK);
      }
    };
  }
}
