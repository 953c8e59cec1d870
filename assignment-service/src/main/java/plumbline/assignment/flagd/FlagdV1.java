package plumbline.assignment.flagd;

import com.google.protobuf.Struct;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.inject.Inject;
import plumbline.assignment.evaluation.FlagAsk;
import plumbline.proto.flagd.v1.EventStreamRequest;
import plumbline.proto.flagd.v1.EventStreamResponse;
import plumbline.proto.flagd.v1.ResolveAllRequest;
import plumbline.proto.flagd.v1.ResolveAllResponse;
import plumbline.proto.flagd.v1.ResolveBooleanRequest;
import plumbline.proto.flagd.v1.ResolveBooleanResponse;
import plumbline.proto.flagd.v1.ResolveFloatRequest;
import plumbline.proto.flagd.v1.ResolveFloatResponse;
import plumbline.proto.flagd.v1.ResolveIntRequest;
import plumbline.proto.flagd.v1.ResolveIntResponse;
import plumbline.proto.flagd.v1.ResolveObjectRequest;
import plumbline.proto.flagd.v1.ResolveObjectResponse;
import plumbline.proto.flagd.v1.ResolveStringRequest;
import plumbline.proto.flagd.v1.ResolveStringResponse;
import plumbline.proto.flagd.v1.ServiceGrpc;

/** Version 1 of the protocol, on the event loop, but for evaluating many flags. */
@GrpcService
class FlagdV1 extends ServiceGrpc.ServiceImplBase {
  private final Flagd flagd;
  private final FlagdBulk bulk;

  @Inject
  FlagdV1(Flagd flagd, FlagdBulk bulk) {
    this.flagd = flagd;
    this.bulk = bulk;
  }

  @Override
  public void resolveAll(ResolveAllRequest request, StreamObserver<ResolveAllResponse> observer) {
    bulk.resolve(request.getContext(), observer);
  }

  @Override
  public void resolveBoolean(
      ResolveBooleanRequest request, StreamObserver<ResolveBooleanResponse> observer) {
    var answer = flagd.resolve(request.getFlagKey(), FlagAsk.BOOLEAN, request.getContext());
    observer.onNext(
        ResolveBooleanResponse.newBuilder()
            .setValue(answer.value().getBoolValue())
            .setReason(answer.reason().name())
            .setVariant(answer.variant())
            .setMetadata(answer.metadata())
            .build());
    observer.onCompleted();
  }

  @Override
  public void resolveString(
      ResolveStringRequest request, StreamObserver<ResolveStringResponse> observer) {
    var answer = flagd.resolve(request.getFlagKey(), FlagAsk.STRING, request.getContext());
    observer.onNext(
        ResolveStringResponse.newBuilder()
            .setValue(answer.value().getStringValue())
            .setReason(answer.reason().name())
            .setVariant(answer.variant())
            .setMetadata(answer.metadata())
            .build());
    observer.onCompleted();
  }

  @Override
  public void resolveFloat(
      ResolveFloatRequest request, StreamObserver<ResolveFloatResponse> observer) {
    var answer = flagd.resolve(request.getFlagKey(), FlagAsk.NUMBER, request.getContext());
    observer.onNext(
        ResolveFloatResponse.newBuilder()
            .setValue(answer.value().getNumberValue())
            .setReason(answer.reason().name())
            .setVariant(answer.variant())
            .setMetadata(answer.metadata())
            .build());
    observer.onCompleted();
  }

  @Override
  public void resolveInt(ResolveIntRequest request, StreamObserver<ResolveIntResponse> observer) {
    var answer = flagd.resolve(request.getFlagKey(), FlagAsk.INTEGER, request.getContext());
    observer.onNext(
        ResolveIntResponse.newBuilder()
            .setValue((long) answer.value().getNumberValue())
            .setReason(answer.reason().name())
            .setVariant(answer.variant())
            .setMetadata(answer.metadata())
            .build());
    observer.onCompleted();
  }

  @Override
  public void resolveObject(
      ResolveObjectRequest request, StreamObserver<ResolveObjectResponse> observer) {
    var answer = flagd.resolve(request.getFlagKey(), FlagAsk.OBJECT, request.getContext());
    observer.onNext(
        ResolveObjectResponse.newBuilder()
            .setValue(answer.value().getStructValue())
            .setReason(answer.reason().name())
            .setVariant(answer.variant())
            .setMetadata(answer.metadata())
            .build());
    observer.onCompleted();
  }

  @Override
  public void eventStream(
      EventStreamRequest request, StreamObserver<EventStreamResponse> observer) {
    flagd.stream(observer, FlagdV1::event);
  }

  private static EventStreamResponse event(String type, Struct data) {
    return EventStreamResponse.newBuilder().setType(type).setData(data).build();
  }
}
