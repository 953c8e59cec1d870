package plumbline.analysis.neighbour;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.FailureMap;
import plumbline.kit.identity.ServiceCredential;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc;
import plumbline.proto.assignment.v1.DefinitionServiceGrpc.DefinitionServiceBlockingStub;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import plumbline.proto.assignment.v1.FlagServiceGrpc;
import plumbline.proto.assignment.v1.FlagServiceGrpc.FlagServiceBlockingStub;
import plumbline.proto.assignment.v1.GovernanceServiceGrpc;
import plumbline.proto.assignment.v1.GovernanceServiceGrpc.GovernanceServiceBlockingStub;
import plumbline.proto.assignment.v1.HoldoutServiceGrpc;
import plumbline.proto.assignment.v1.HoldoutServiceGrpc.HoldoutServiceBlockingStub;
import plumbline.proto.assignment.v1.MetricServiceGrpc;
import plumbline.proto.assignment.v1.MetricServiceGrpc.MetricServiceBlockingStub;

/**
 * assignment-service, asked in the name of a person: it says who may do what, and writes down who
 * did it. Blocking, for worker threads. What it refuses is thrown as the same {@link Failure}.
 */
@ApplicationScoped
public class Assignment {
  /** A change is answered when its own replica serves it, or has waited for that for 2 s. */
  private static final int PATIENCE = 3;

  private final Channel channel;
  private final Neighbour neighbour;
  private final Duration deadline;

  @Inject
  Assignment(@GrpcClient("assignment") Channel channel, AssignmentConfig config) {
    this.channel = channel;
    this.neighbour = new Neighbour("assignment-service", channel);
    this.deadline = config.deadline().multipliedBy(PATIENCE);
  }

  /** Asks in the name of whose token it is. */
  public As as(String token) {
    return new As(token);
  }

  /** One person's questions. */
  public final class As {
    private final String token;

    private As(String token) {
      this.token = token;
    }

    public <T> T experiments(Function<ExperimentServiceBlockingStub, T> call) {
      return ask(ExperimentServiceGrpc.newBlockingStub(channel), call);
    }

    public <T> T metrics(Function<MetricServiceBlockingStub, T> call) {
      return ask(MetricServiceGrpc.newBlockingStub(channel), call);
    }

    public <T> T flags(Function<FlagServiceBlockingStub, T> call) {
      return ask(FlagServiceGrpc.newBlockingStub(channel), call);
    }

    public <T> T holdouts(Function<HoldoutServiceBlockingStub, T> call) {
      return ask(HoldoutServiceGrpc.newBlockingStub(channel), call);
    }

    public <T> T definitions(Function<DefinitionServiceBlockingStub, T> call) {
      return ask(DefinitionServiceGrpc.newBlockingStub(channel), call);
    }

    public <T> T governance(Function<GovernanceServiceBlockingStub, T> call) {
      return ask(GovernanceServiceGrpc.newBlockingStub(channel), call);
    }

    private <S extends AbstractStub<S>, T> T ask(S stub, Function<S, T> call) {
      try {
        return call.apply(
            stub.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .withOption(ServiceCredential.ON_BEHALF_OF, token));
      } catch (StatusRuntimeException thrown) {
        throw FailureMap.asked(thrown).orElseGet(() -> neighbour.unavailable(thrown));
      }
    }
  }
}
