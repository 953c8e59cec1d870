package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.ArchiveFlagResponse;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.CreateFlagResponse;
import plumbline.proto.assignment.v1.GetFlagRequest;
import plumbline.proto.assignment.v1.GetFlagResponse;
import plumbline.proto.assignment.v1.ListFlagsRequest;
import plumbline.proto.assignment.v1.ListFlagsResponse;
import plumbline.proto.assignment.v1.RestoreFlagRequest;
import plumbline.proto.assignment.v1.RestoreFlagResponse;
import plumbline.proto.assignment.v1.UpdateFlagRequest;
import plumbline.proto.assignment.v1.UpdateFlagResponse;

/** Each request of the contract: parsed, done, rendered; the same for gRPC and for REST. */
@ApplicationScoped
class FlagHandlers {
  private final Flags flags;
  private final FlagChanges changes;

  @Inject
  FlagHandlers(Flags flags, FlagChanges changes) {
    this.flags = flags;
    this.changes = changes;
  }

  Uni<CreateFlagResponse> create(CreateFlagRequest request, Principal principal) {
    return changes
        .create(NewFlag.parse(request, principal))
        .map(made -> CreateFlagResponse.newBuilder().setFlag(made).build());
  }

  Uni<UpdateFlagResponse> update(UpdateFlagRequest request, Principal principal) {
    return changes
        .update(FlagStep.parse(request, principal))
        .map(now -> UpdateFlagResponse.newBuilder().setFlag(now).build());
  }

  Uni<ArchiveFlagResponse> archive(ArchiveFlagRequest request, Principal principal) {
    return changes
        .archive(FlagStep.parse(request, principal))
        .map(now -> ArchiveFlagResponse.newBuilder().setFlag(now).build());
  }

  Uni<RestoreFlagResponse> restore(RestoreFlagRequest request, Principal principal) {
    return changes
        .restore(FlagStep.parse(request, principal))
        .map(now -> RestoreFlagResponse.newBuilder().setFlag(now).build());
  }

  Uni<GetFlagResponse> get(GetFlagRequest request, Principal principal) {
    return flags
        .get(ExperimentKey.parse("key", request.getKey()).value())
        .map(found -> GetFlagResponse.newBuilder().setStatus(found).build());
  }

  Uni<ListFlagsResponse> list(ListFlagsRequest request, Principal principal) {
    return flags.list(FlagQuery.parse(request));
  }
}
