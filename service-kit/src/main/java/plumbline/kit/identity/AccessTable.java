package plumbline.kit.identity;

import static java.util.Map.entry;
import static plumbline.kit.identity.Role.ADMIN;
import static plumbline.kit.identity.Role.ANALYST;
import static plumbline.kit.identity.Role.CLIENT;
import static plumbline.kit.identity.Role.EXPERIMENTER;
import static plumbline.kit.identity.Role.REVIEWER;
import static plumbline.kit.identity.Role.SERVICE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one table of who may do what: each RPC by its full name, each HTTP route by method and path.
 * What has no row is refused.
 */
public final class AccessTable {
  /** Open to everybody. */
  static final Set<Role> PUBLIC = Set.of();

  private static final Set<Role> EVALUATE = Set.of(CLIENT, SERVICE, EXPERIMENTER, ADMIN);
  private static final Set<Role> TRACK = Set.of(CLIENT, SERVICE, ADMIN);
  private static final Set<Role> READ = Set.of(ANALYST, EXPERIMENTER, REVIEWER, ADMIN, SERVICE);
  private static final Set<Role> INSPECT = Set.of(ANALYST, EXPERIMENTER, ADMIN, SERVICE);
  private static final Set<Role> DEFINE = Set.of(EXPERIMENTER, ADMIN);
  private static final Set<Role> REVIEW = Set.of(REVIEWER);
  private static final Set<Role> DISCUSS = Set.of(ANALYST, EXPERIMENTER, REVIEWER, ADMIN);
  private static final Set<Role> ADMINISTER = Set.of(ADMIN);
  private static final Set<Role> STOP = Set.of(EXPERIMENTER, ADMIN, SERVICE);
  private static final Set<Role> HALT = Set.of(EXPERIMENTER, REVIEWER, ADMIN, SERVICE);
  private static final Set<Role> WATCH = Set.of(SERVICE, ADMIN);

  /**
   * What tracking-service has counted, also while results are withheld: people see it by
   * analysis-service, which knows what may be shown.
   */
  private static final Set<Role> SUMS = Set.of(SERVICE, ADMIN);

  private static final Map<String, Set<Role>> RPCS =
      Map.ofEntries(
          entry("grpc.health.v1.Health/Check", PUBLIC),
          entry("grpc.health.v1.Health/Watch", PUBLIC),
          entry("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", PUBLIC),
          entry("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", PUBLIC),
          entry("plumbline.assignment.v1.AssignmentService/Assign", EVALUATE),
          entry("plumbline.assignment.v1.AssignmentService/AssignAll", EVALUATE),
          entry("plumbline.assignment.v1.ExperimentService/CreateExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/UpdateExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/ImportExperiment", ADMINISTER),
          entry("plumbline.assignment.v1.ExperimentService/GetExperiment", READ),
          entry("plumbline.assignment.v1.ExperimentService/ListExperiments", READ),
          entry("plumbline.assignment.v1.ExperimentService/SubmitExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/ReviewExperiment", REVIEW),
          entry("plumbline.assignment.v1.ExperimentService/StartExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/CommentOnExperiment", DISCUSS),
          entry("plumbline.assignment.v1.ExperimentService/GetReview", READ),
          entry("plumbline.assignment.v1.ExperimentService/AmendExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/RampExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/ReviewResults", REVIEW),
          entry("plumbline.assignment.v1.ExperimentService/DecideExperiment", DEFINE),
          entry("plumbline.assignment.v1.ExperimentService/StopExperiment", STOP),
          entry("plumbline.assignment.v1.ExperimentService/HaltExperiment", HALT),
          entry("plumbline.assignment.v1.ExperimentService/WatchExperiments", WATCH),
          entry("plumbline.assignment.v1.MetricService/CreateMetric", DEFINE),
          entry("plumbline.assignment.v1.MetricService/UpdateMetric", DEFINE),
          entry("plumbline.assignment.v1.MetricService/ArchiveMetric", DEFINE),
          entry("plumbline.assignment.v1.MetricService/GetMetric", READ),
          entry("plumbline.assignment.v1.MetricService/ListMetrics", READ),
          entry("plumbline.assignment.v1.MetricService/ListMetricVersions", READ),
          entry("plumbline.assignment.v1.HoldoutService/CreateHoldout", ADMINISTER),
          entry("plumbline.assignment.v1.HoldoutService/GetHoldout", READ),
          entry("plumbline.assignment.v1.HoldoutService/ListHoldouts", READ),
          entry("plumbline.assignment.v1.FlagService/CreateFlag", DEFINE),
          entry("plumbline.assignment.v1.FlagService/UpdateFlag", DEFINE),
          entry("plumbline.assignment.v1.FlagService/ArchiveFlag", DEFINE),
          entry("plumbline.assignment.v1.FlagService/RestoreFlag", DEFINE),
          entry("plumbline.assignment.v1.FlagService/GetFlag", READ),
          entry("plumbline.assignment.v1.FlagService/ListFlags", READ),
          entry("plumbline.assignment.v1.DefinitionService/PlanDefinition", DEFINE),
          entry("plumbline.assignment.v1.DefinitionService/ApplyDefinition", DEFINE),
          entry("plumbline.assignment.v1.DefinitionService/ExportDefinition", READ),
          entry("plumbline.assignment.v1.GovernanceService/RecordIdea", DISCUSS),
          entry("plumbline.assignment.v1.GovernanceService/ListDecisions", READ),
          entry("plumbline.assignment.v1.GovernanceService/VerifyDecisionLog", READ),
          entry("plumbline.assignment.v1.GovernanceService/ListAuditEntries", READ),
          entry("plumbline.assignment.v1.SdkKeyService/CreateSdkKey", ADMINISTER),
          entry("plumbline.assignment.v1.SdkKeyService/ListSdkKeys", ADMINISTER),
          entry("plumbline.assignment.v1.SdkKeyService/RotateSdkKey", ADMINISTER),
          entry("plumbline.assignment.v1.SdkKeyService/RevokeSdkKey", ADMINISTER),
          entry("flagd.evaluation.v1.Service/ResolveAll", EVALUATE),
          entry("flagd.evaluation.v1.Service/ResolveBoolean", EVALUATE),
          entry("flagd.evaluation.v1.Service/ResolveString", EVALUATE),
          entry("flagd.evaluation.v1.Service/ResolveFloat", EVALUATE),
          entry("flagd.evaluation.v1.Service/ResolveInt", EVALUATE),
          entry("flagd.evaluation.v1.Service/ResolveObject", EVALUATE),
          entry("flagd.evaluation.v1.Service/EventStream", EVALUATE),
          entry("flagd.evaluation.v2.Service/ResolveBoolean", EVALUATE),
          entry("flagd.evaluation.v2.Service/ResolveString", EVALUATE),
          entry("flagd.evaluation.v2.Service/ResolveFloat", EVALUATE),
          entry("flagd.evaluation.v2.Service/ResolveInt", EVALUATE),
          entry("flagd.evaluation.v2.Service/ResolveObject", EVALUATE),
          entry("flagd.evaluation.v2.Service/EventStream", EVALUATE),
          entry("plumbline.tracking.v1.TrackingService/Track", TRACK),
          entry("plumbline.tracking.v1.TrackingService/TrackStream", TRACK),
          entry("plumbline.tracking.v1.IntakeService/ListRejectedEvents", READ),
          entry("plumbline.tracking.v1.IntakeService/CountRejectedEvents", READ),
          entry("plumbline.tracking.v1.IntakeService/ListSenders", READ),
          entry("plumbline.tracking.v1.ErasureService/EraseUnit", ADMINISTER),
          entry("plumbline.tracking.v1.StatisticsService/GetStatistics", SUMS),
          entry("plumbline.tracking.v1.StatisticsService/StreamUnits", SUMS),
          entry("plumbline.tracking.v1.StatisticsService/RebuildStatistics", ADMINISTER),
          entry("plumbline.tracking.v1.StatisticsService/GetRebuild", READ),
          entry("plumbline.tracking.v1.StatisticsService/CreateBackfill", DEFINE),
          entry("plumbline.tracking.v1.StatisticsService/ListBackfills", READ),
          entry("plumbline.tracking.v1.StatisticsService/DeleteBackfill", DEFINE),
          entry("plumbline.analysis.v1.AaService/RunAaCheck", INSPECT),
          entry("plumbline.analysis.v1.AaService/GetAaCheck", READ),
          entry("plumbline.analysis.v1.AaService/ListAaChecks", READ),
          entry("plumbline.analysis.v1.AnalysisService/GetResults", READ),
          entry("plumbline.analysis.v1.AnalysisService/WatchResults", READ),
          entry("plumbline.analysis.v1.AnalysisService/ListResults", READ),
          entry("plumbline.analysis.v1.AnalysisService/PeekAtResults", DEFINE),
          entry("plumbline.analysis.v1.AnalysisService/GetHistory", READ),
          entry("plumbline.analysis.v1.PlanningService/PlanExperiment", READ),
          entry("plumbline.analysis.v1.GuardrailService/GetGuardrails", READ));

  private static final List<Route> ROUTES =
      List.of(
          new Route("GET", "/q/health/**", PUBLIC),
          new Route("GET", "/q/metrics", PUBLIC),
          new Route("GET", "/sign-in", PUBLIC),
          new Route("POST", "/sign-in", PUBLIC),
          new Route("GET", "/sign-in/oidc", PUBLIC),
          new Route("GET", "/sign-in/oidc/back", PUBLIC),
          new Route("GET", "/assets/**", PUBLIC),
          new Route("POST", "/v1/experiments", DEFINE),
          new Route("POST", "/v1/experiments:import", ADMINISTER),
          new Route("GET", "/v1/experiments", READ),
          new Route("GET", "/v1/experiments/{key}", READ),
          new Route("PUT", "/v1/experiments/{key}", DEFINE),
          new Route("POST", "/v1/experiments/{key}/submit", DEFINE),
          new Route("POST", "/v1/experiments/{key}/review", REVIEW),
          new Route("POST", "/v1/experiments/{key}/start", DEFINE),
          new Route("POST", "/v1/experiments/{key}/stop", STOP),
          new Route("POST", "/v1/experiments/{key}/halt", HALT),
          new Route("POST", "/v1/experiments/{key}/comment", DISCUSS),
          new Route("GET", "/v1/experiments/{key}/review", READ),
          new Route("POST", "/v1/experiments/{key}/amend", DEFINE),
          new Route("POST", "/v1/experiments/{key}/ramp", DEFINE),
          new Route("POST", "/v1/experiments/{key}/review-results", REVIEW),
          new Route("POST", "/v1/experiments/{key}/decide", DEFINE),
          new Route("GET", "/v1/experiments/{key}/definition", READ),
          new Route("POST", "/v1/definitions:plan", DEFINE),
          new Route("POST", "/v1/definitions:apply", DEFINE),
          new Route("POST", "/v1/metrics", DEFINE),
          new Route("GET", "/v1/metrics", READ),
          new Route("GET", "/v1/metrics/{key}", READ),
          new Route("PUT", "/v1/metrics/{key}", DEFINE),
          new Route("POST", "/v1/metrics/{key}/archive", DEFINE),
          new Route("GET", "/v1/metrics/{key}/versions", READ),
          new Route("POST", "/v1/holdouts", ADMINISTER),
          new Route("GET", "/v1/holdouts", READ),
          new Route("GET", "/v1/holdouts/{key}", READ),
          new Route("POST", "/v1/flags", DEFINE),
          new Route("GET", "/v1/flags", READ),
          new Route("GET", "/v1/flags/{key}", READ),
          new Route("PUT", "/v1/flags/{key}", DEFINE),
          new Route("POST", "/v1/flags/{key}/archive", DEFINE),
          new Route("POST", "/v1/flags/{key}/restore", DEFINE),
          new Route("POST", "/v1/ideas", DISCUSS),
          new Route("GET", "/v1/decisions", READ),
          new Route("POST", "/v1/decisions:verify", READ),
          new Route("GET", "/v1/audit", READ),
          new Route("POST", "/v1/sdk-keys", ADMINISTER),
          new Route("GET", "/v1/sdk-keys", ADMINISTER),
          new Route("POST", "/v1/sdk-keys/{id}/rotate", ADMINISTER),
          new Route("POST", "/v1/sdk-keys/{id}/revoke", ADMINISTER),
          new Route("GET", "/v1/openapi.json", PUBLIC),
          new Route("POST", "/v1/assign", EVALUATE),
          new Route("POST", "/v1/assign-all", EVALUATE),
          new Route("POST", "/ofrep/v1/evaluate/flags", EVALUATE),
          new Route("POST", "/ofrep/v1/evaluate/flags/{key}", EVALUATE),
          new Route("GET", "/ofrep/v1/events", PUBLIC),
          new Route("POST", "/v1/events", TRACK),
          new Route("GET", "/v1/rejected-events", READ),
          new Route("GET", "/v1/rejected-events:count", READ),
          new Route("GET", "/v1/senders", READ),
          new Route("POST", "/v1/units:erase", ADMINISTER),
          new Route("POST", "/v1/aa-checks", INSPECT),
          new Route("GET", "/v1/aa-checks", READ),
          new Route("GET", "/v1/aa-checks/{id}", READ),
          new Route("GET", "/v1/experiments/{key}/results.csv", READ),
          new Route("GET", "/v1/experiments/{key}/units.csv", INSPECT),
          new Route("GET", "/v1/experiments/{key}/report.html", READ),
          new Route("GET", "/v1/experiments/{key}/results", READ),
          new Route("GET", "/v1/results", READ),
          new Route("POST", "/v1/experiments/{key}/peek", DEFINE),
          new Route("GET", "/v1/experiments/{key}/history", READ),
          new Route("POST", "/v1/plans", READ),
          new Route("GET", "/v1/experiments/{key}/guardrails", READ),
          new Route("POST", "/sign-out", PUBLIC),
          new Route("GET", "/", READ),
          new Route("GET", "/experiments-live", READ),
          new Route("GET", "/experiments", READ),
          new Route("POST", "/experiments", DEFINE),
          new Route("GET", "/experiments/new", DEFINE),
          new Route("POST", "/experiments/new/plan", DEFINE),
          new Route("GET", "/experiments/{key}", READ),
          new Route("POST", "/experiments/{key}", DEFINE),
          new Route("GET", "/experiments/{key}/edit", DEFINE),
          new Route("GET", "/experiments/{key}/results", READ),
          new Route("GET", "/experiments/{key}/health", READ),
          new Route("GET", "/experiments/{key}/guardrails", READ),
          new Route("GET", "/experiments/{key}/review", READ),
          new Route("GET", "/experiments/{key}/decision", READ),
          new Route("GET", "/experiments/{key}/{tab}/live", READ),
          new Route("POST", "/experiments/{key}/submit", DEFINE),
          new Route("POST", "/experiments/{key}/approval", REVIEW),
          new Route("POST", "/experiments/{key}/comment", DISCUSS),
          new Route("POST", "/experiments/{key}/start", DEFINE),
          new Route("POST", "/experiments/{key}/stop", STOP),
          new Route("POST", "/experiments/{key}/halt", HALT),
          new Route("POST", "/experiments/{key}/ramp", DEFINE),
          new Route("POST", "/experiments/{key}/amend", DEFINE),
          new Route("POST", "/experiments/{key}/result-approval", REVIEW),
          new Route("POST", "/experiments/{key}/decide", DEFINE),
          new Route("POST", "/experiments/{key}/peek", DEFINE),
          new Route("GET", "/planner", READ),
          new Route("GET", "/planner/plan", READ),
          new Route("GET", "/metrics", READ),
          new Route("POST", "/metrics", DEFINE),
          new Route("GET", "/metrics/new", DEFINE),
          new Route("GET", "/metrics/{key}", READ),
          new Route("POST", "/metrics/{key}", DEFINE),
          new Route("GET", "/metrics/{key}/edit", DEFINE),
          new Route("POST", "/metrics/{key}/archive", DEFINE),
          new Route("GET", "/flags", READ),
          new Route("POST", "/flags", DEFINE),
          new Route("GET", "/flags/new", DEFINE),
          new Route("GET", "/flags/{key}", READ),
          new Route("POST", "/flags/{key}/archive", DEFINE),
          new Route("POST", "/flags/{key}/restore", DEFINE),
          new Route("POST", "/flags/{key}/rollout", DEFINE),
          new Route("GET", "/decisions", READ),
          new Route("GET", "/decisions/check", READ),
          new Route("POST", "/ideas", DISCUSS),
          new Route("GET", "/aa-checks", READ),
          new Route("POST", "/aa-checks", INSPECT),
          new Route("GET", "/aa-checks/live", READ),
          new Route("GET", "/guide", READ));

  private AccessTable() {}

  /** Who may call the RPC, by full method name; empty: nobody. */
  public static Optional<Set<Role>> rpc(String fullMethodName) {
    return Optional.ofNullable(RPCS.get(fullMethodName));
  }

  /** Every RPC, by full method name. */
  public static Set<String> rpcs() {
    return RPCS.keySet();
  }

  /** Who may use the route; empty: nobody. */
  public static Optional<Set<Role>> route(String method, String path) {
    var asked = path.split("/", -1);
    for (var route : ROUTES) {
      if (route.matches(method, asked)) {
        return Optional.of(route.roles);
      }
    }
    return Optional.empty();
  }

  /** Every route, as method and path: {@code GET /v1/experiments/{key}}. */
  public static List<String> routes() {
    return ROUTES.stream()
        .map(route -> route.method + " " + String.join("/", route.segments))
        .toList();
  }

  private record Route(String method, List<String> segments, Set<Role> roles) {
    Route(String method, String template, Set<Role> roles) {
      this(method, List.of(template.split("/", -1)), roles);
    }

    /** {@code {key}} stands for one segment, a last {@code **} for any number of them. */
    boolean matches(String requestMethod, String[] asked) {
      if (!method.equals(requestMethod)) {
        return false;
      }
      for (var i = 0; i < segments.size(); i++) {
        if (segments.get(i).equals("**")) {
          return true;
        }
        if (i >= asked.length || !matchesSegment(segments.get(i), asked[i])) {
          return false;
        }
      }
      return asked.length == segments.size();
    }

    private static boolean matchesSegment(String template, String asked) {
      return template.startsWith("{") ? !asked.isEmpty() : template.equals(asked);
    }
  }
}
