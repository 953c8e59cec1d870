package plumbline.assignment.flag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.ArchiveFlagRequest;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.GetFlagRequest;
import plumbline.proto.assignment.v1.ListFlagsRequest;
import plumbline.proto.assignment.v1.RestoreFlagRequest;
import plumbline.proto.assignment.v1.UpdateFlagRequest;

/** The FlagService by REST. */
@ApplicationScoped
class FlagCalls implements Calls {
  private final FlagHandlers handlers;

  @Inject
  FlagCalls(FlagHandlers handlers) {
    this.handlers = handlers;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post("/v1/flags", CreateFlagRequest.getDefaultInstance(), handlers::create),
        Call.get("/v1/flags", ListFlagsRequest.getDefaultInstance(), handlers::list),
        Call.get("/v1/flags/{key}", GetFlagRequest.getDefaultInstance(), handlers::get),
        Call.put("/v1/flags/{key}", UpdateFlagRequest.getDefaultInstance(), handlers::update),
        Call.post(
            "/v1/flags/{key}/archive", ArchiveFlagRequest.getDefaultInstance(), handlers::archive),
        Call.post(
            "/v1/flags/{key}/restore", RestoreFlagRequest.getDefaultInstance(), handlers::restore));
  }
}
