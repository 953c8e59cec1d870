package plumbline.assignment.flagd;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.assignment.evaluation.FlagBulk;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.assignment.evaluation.FlagEvaluation;
import plumbline.assignment.evaluation.FlagEvaluator.Keyed;
import plumbline.assignment.snapshot.FlagAnswer;
import plumbline.kit.failure.GrpcFailures;
import plumbline.proto.flagd.v1.AnyFlag;
import plumbline.proto.flagd.v1.ResolveAllResponse;

/** Every flag for one context. */
@ApplicationScoped
class FlagdBulk {
  private final FlagBulk flags;
  private final GrpcFailures failures;

  @Inject
  FlagdBulk(FlagBulk flags, GrpcFailures failures) {
    this.flags = flags;
    this.failures = failures;
  }

  /** Answers; what cannot be evaluated for the context is left out, as the protocol has it. */
  void resolve(Struct asked, StreamObserver<ResolveAllResponse> observer) {
    var context = FlagContext.of(asked);
    var problem = context.problem();
    if (problem != null) {
      throw FlagdRefusal.of(problem);
    }
    // Or answering somebody who has gone meanwhile would be an error.
    ((ServerCallStreamObserver<?>) observer).setOnCancelHandler(() -> {});
    flags
        .evaluate(context, FlagdBulk::render)
        .onSuccess(reply -> {
          observer.onNext(reply);
          observer.onCompleted();
        })
        .onFailure(thrown -> observer.onError(failures.transform(thrown)));
  }

  private static ResolveAllResponse render(List<Keyed> all) {
    var reply = ResolveAllResponse.newBuilder().setMetadata(Struct.getDefaultInstance());
    for (var flag : all) {
      if (flag.evaluation() instanceof FlagEvaluation.Answered(_, FlagAnswer answer)) {
        reply.putFlags(flag.key(), render(answer));
      }
    }
    return reply.build();
  }

  private static AnyFlag render(FlagAnswer answer) {
    var flag =
        AnyFlag.newBuilder()
            .setReason(answer.reason().name())
            .setVariant(answer.variant())
            .setMetadata(answer.bulkMetadata());
    setValue(flag, answer.value());
    return flag.build();
  }

  private static void setValue(AnyFlag.Builder flag, Value value) {
    switch (value.getKindCase()) {
      case BOOL_VALUE -> flag.setBoolValue(value.getBoolValue());
      case STRING_VALUE -> flag.setStringValue(value.getStringValue());
      case NUMBER_VALUE -> flag.setDoubleValue(value.getNumberValue());
      case STRUCT_VALUE -> flag.setObjectValue(value.getStructValue());
      case LIST_VALUE, NULL_VALUE, KIND_NOT_SET -> {
        // No flag's value.
      }
    }
  }
}
