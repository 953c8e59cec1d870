package plumbline.tracking.intake;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.tracking.v1.CountRejectedEventsRequest;
import plumbline.proto.tracking.v1.ListRejectedEventsRequest;
import plumbline.proto.tracking.v1.ListSendersRequest;
import plumbline.tracking.rejection.RejectionReader;
import plumbline.tracking.sender.SenderReader;

/** {@link IntakeGrpcService} as REST. */
@ApplicationScoped
class IntakeCalls implements Calls {
  private final RejectionReader rejections;
  private final SenderReader senders;

  @Inject
  IntakeCalls(RejectionReader rejections, SenderReader senders) {
    this.rejections = rejections;
    this.senders = senders;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.get(
            "/v1/rejected-events",
            ListRejectedEventsRequest.getDefaultInstance(),
            (request, _) -> rejections.list(request)),
        Call.get(
            "/v1/rejected-events:count",
            CountRejectedEventsRequest.getDefaultInstance(),
            (request, _) -> rejections.count(request)),
        Call.get(
            "/v1/senders",
            ListSendersRequest.getDefaultInstance(),
            (request, _) -> senders.list(request)));
  }
}
