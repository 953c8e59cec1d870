package plumbline.assignment.flagd;

import com.google.protobuf.Struct;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import plumbline.assignment.evaluation.AssignmentTimes;
import plumbline.assignment.evaluation.FlagAsk;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.assignment.evaluation.FlagEvaluation;
import plumbline.assignment.evaluation.FlagEvaluator;
import plumbline.assignment.notice.FlagNotices;
import plumbline.assignment.notice.FlagStreams;
import plumbline.assignment.snapshot.FlagAnswer;

/** What both versions of the protocol do; they differ in their messages' types alone. */
@ApplicationScoped
class Flagd {
  private final FlagEvaluator evaluator;
  private final FlagNotices notices;
  private final FlagStreams streams;
  private final Timer took;

  @Inject
  Flagd(FlagEvaluator evaluator, FlagNotices notices, FlagStreams streams, AssignmentTimes times) {
    this.evaluator = evaluator;
    this.notices = notices;
    this.streams = streams;
    this.took = times.of(AssignmentTimes.Face.FLAGD);
  }

  /**
   * What the flag gives.
   *
   * @throws StatusRuntimeException if it gives nothing, in the codes that the clients know
   */
  FlagAnswer resolve(String key, FlagAsk asked, Struct context) {
    var begin = System.nanoTime();
    var evaluation = evaluator.one(key, asked, FlagContext.of(context));
    took.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    return switch (evaluation) {
      case FlagEvaluation.Answered(_, var answer) -> answer;
      case FlagEvaluation.Refused refused -> throw FlagdRefusal.of(refused);
    };
  }

  /**
   * Tells the observer of changes until it goes.
   *
   * @param message an event, of its type and data
   */
  <R> void stream(StreamObserver<R> observer, BiFunction<String, Struct, R> message) {
    var call = (ServerCallStreamObserver<R>) observer;
    var stream = new FlagdStream<>(call, notices, message);
    call.setOnCancelHandler(() -> streams.remove(stream));
    call.setOnReadyHandler(stream::tell);
    streams.add(stream);
    stream.begin();
  }
}
