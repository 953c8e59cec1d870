package plumbline.assignment.flag;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.ArchiveFlagResponse;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.CreateFlagResponse;
import plumbline.proto.assignment.v1.FlagService;
import plumbline.proto.assignment.v1.GetFlagRequest;
import plumbline.proto.assignment.v1.GetFlagResponse;
import plumbline.proto.assignment.v1.ListFlagsRequest;
import plumbline.proto.assignment.v1.ListFlagsResponse;
import plumbline.proto.assignment.v1.RestoreFlagRequest;
import plumbline.proto.assignment.v1.RestoreFlagResponse;
import plumbline.proto.assignment.v1.UpdateFlagRequest;
import plumbline.proto.assignment.v1.UpdateFlagResponse;

/** The contract's FlagService; failures are mapped outside. */
@GrpcService
class FlagRpc implements FlagService {
  private final FlagHandlers handlers;

  @Inject
  FlagRpc(FlagHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public Uni<CreateFlagResponse> createFlag(CreateFlagRequest request) {
    return handlers.create(request, Principal.ofRpc());
  }

  @Override
  public Uni<UpdateFlagResponse> updateFlag(UpdateFlagRequest request) {
    return handlers.update(request, Principal.ofRpc());
  }

  @Override
  public Uni<ArchiveFlagResponse> archiveFlag(ArchiveFlagRequest request) {
    return handlers.archive(request, Principal.ofRpc());
  }

  @Override
  public Uni<RestoreFlagResponse> restoreFlag(RestoreFlagRequest request) {
    return handlers.restore(request, Principal.ofRpc());
  }

  @Override
  public Uni<GetFlagResponse> getFlag(GetFlagRequest request) {
    return handlers.get(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListFlagsResponse> listFlags(ListFlagsRequest request) {
    return handlers.list(request, Principal.ofRpc());
  }
}
