package plumbline.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.AccessTable;
import plumbline.system.security.Caller.Right;
import plumbline.system.wire.GrpcWire;
import plumbline.system.wire.GuardedStack;
import plumbline.system.wire.Reflection;
import plumbline.system.wire.Rpc;

/** The table of roles, walked: each RPC that is served, by everybody there can be. */
class RpcAccessTest {
  private static final GrpcWire WIRE = new GrpcWire(GuardedStack.get());
  private static final List<Rpc> RPCS = Reflection.rpcs(WIRE);

  /** What says all this does not say that it is there itself. */
  private static final Set<String> REFLECTION =
      Set.of(
          "grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
          "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo");

  @AfterAll
  static void close() {
    WIRE.close();
  }

  @Test
  void whatIsServedIsWhatHasARow() {
    var served = RPCS.stream().map(Rpc::name).collect(Collectors.toSet());
    served.addAll(REFLECTION);
    assertThat(served).containsExactlyInAnyOrderElementsOf(AccessTable.rpcs());
  }

  @Test
  void eachCallerIsToldWhatTheTableSays() {
    var wrong = new ArrayList<String>();
    for (var caller : Caller.all()) {
      for (var rpc : RPCS) {
        var expected = caller.right(AccessTable.rpc(rpc.name()).orElseThrow());
        var answer = WIRE.call(rpc, caller.authorization(), 10_000, List.of(new byte[0]));
        if (right(answer) != expected) {
          wrong.add("%s by %s: %s, not %s".formatted(rpc, caller.name(), answer, expected));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Right right(Status answer) {
    return switch (answer.getCode()) {
      case UNAUTHENTICATED -> Right.UNAUTHENTICATED;
      case PERMISSION_DENIED -> Right.DENIED;
      default -> Right.ADMITTED;
    };
  }
}
