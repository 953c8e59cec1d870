package plumbline.tracking.intake;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.proto.tracking.v1.CountRejectedEventsRequest;
import plumbline.proto.tracking.v1.CountRejectedEventsResponse;
import plumbline.proto.tracking.v1.IntakeService;
import plumbline.proto.tracking.v1.ListRejectedEventsRequest;
import plumbline.proto.tracking.v1.ListRejectedEventsResponse;
import plumbline.proto.tracking.v1.ListSendersRequest;
import plumbline.proto.tracking.v1.ListSendersResponse;
import plumbline.tracking.rejection.RejectionReader;
import plumbline.tracking.sender.SenderReader;

/** {@code plumbline.tracking.v1.IntakeService}. */
@GrpcService
class IntakeGrpcService implements IntakeService {
  private final RejectionReader rejections;
  private final SenderReader senders;

  @Inject
  IntakeGrpcService(RejectionReader rejections, SenderReader senders) {
    this.rejections = rejections;
    this.senders = senders;
  }

  @Override
  public Uni<ListRejectedEventsResponse> listRejectedEvents(ListRejectedEventsRequest request) {
    return rejections.list(request);
  }

  @Override
  public Uni<CountRejectedEventsResponse> countRejectedEvents(CountRejectedEventsRequest request) {
    return rejections.count(request);
  }

  @Override
  public Uni<ListSendersResponse> listSenders(ListSendersRequest request) {
    return senders.list(request);
  }
}
