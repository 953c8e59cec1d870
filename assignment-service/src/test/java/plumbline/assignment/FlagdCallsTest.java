package plumbline.assignment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.FlagContexts.NOBODY;
import static plumbline.assignment.FlagContexts.user;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.object;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.flagd.v1.AnyFlag;
import plumbline.proto.flagd.v1.ResolveAllRequest;
import plumbline.proto.flagd.v1.ServiceGrpc;

/** flagd's protocol beyond one evaluation: all flags, who may ask, and clients that ask again. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagdCallsTest {
  /** More than are evaluated on the event loop. */
  private static final int MANY = 60;

  @ConfigProperty(name = "quarkus.grpc.server.test-port")
  int port;

  @Test
  void allFlagsAreThoseThatCanBeEvaluated() {
    var fixed = made(valid().setDefaultValue(text("")));
    var whole = made(valid().setType(FlagType.FLAG_TYPE_INTEGER).setDefaultValue(number(7)));
    var nested = object("a", number(1));
    var object = made(valid().setType(FlagType.FLAG_TYPE_OBJECT).setDefaultValue(nested));
    var byUnit = made(valid().addRules(rollout("all", 1, text("one page"))));
    var archived = FlagDefinitions.archive(made(valid())).getKey();
    var forAnna = all(user("anna"));
    assertThat(forAnna).doesNotContainKey(archived);
    assertThat(forAnna.get(fixed))
        .isEqualTo(
            AnyFlag.newBuilder()
                .setReason("STATIC")
                .setVariant("default")
                .setStringValue("")
                .setMetadata(Struct.newBuilder().putFields("rule", text("DEFAULT")))
                .build());
    assertThat(forAnna.get(whole)).extracting(AnyFlag::getDoubleValue).isEqualTo(7.0);
    assertThat(forAnna.get(object))
        .extracting(AnyFlag::getObjectValue)
        .isEqualTo(nested.getStructValue());
    assertThat(forAnna.get(byUnit)).extracting(AnyFlag::getStringValue).isEqualTo("one page");
    assertThat(all(NOBODY)).containsKeys(fixed, whole, object).doesNotContainKey(byUnit);
  }

  @Test
  void manyFlagsAreAnsweredAsFewAre() {
    List<String> keys = new ArrayList<>();
    for (var i = 0; i < MANY; i++) {
      keys.add(made(valid().setDefaultValue(text("value " + i))));
    }
    var all = all(user("anna"));
    for (var i = 0; i < MANY; i++) {
      assertThat(all.get(keys.get(i))).extracting(AnyFlag::getStringValue).isEqualTo("value " + i);
    }
  }

  @Test
  void aContextThatIsTooLargeIsRefusedForAllAsForOne() {
    var context = Struct.newBuilder();
    for (var i = 0; i <= 100; i++) {
      context.putFields("a" + i, Value.newBuilder().setNumberValue(i).build());
    }
    refused(Status.Code.FAILED_PRECONDITION, () -> all(context.build()));
  }

  /** The client for Java brings such a policy along, with a deadline of half a second. */
  @ParameterizedTest
  @EnumSource
  void aClientThatRetriesEverythingIsToldNotTo(FlagdVersion version) {
    var number = made(valid().setType(FlagType.FLAG_TYPE_NUMBER).setDefaultValue(number(1)));
    var byUnit = made(valid().addRules(rollout("all", 1, text("one page"))));
    var client = Tokens.client();
    retrying(channel -> {
      refused(
          Status.Code.NOT_FOUND,
          () -> version.resolve(channel, client, "String", "no-such-flag", NOBODY));
      refused(
          Status.Code.INVALID_ARGUMENT,
          () -> version.resolve(channel, client, "String", number, NOBODY));
      refused(
          Status.Code.FAILED_PRECONDITION,
          () -> version.resolve(channel, client, "String", byUnit, NOBODY));
      refused(
          Status.Code.UNAUTHENTICATED,
          () -> version.resolve(channel, "no.token.this", "String", byUnit, NOBODY));
      refused(
          Status.Code.PERMISSION_DENIED,
          () -> version.resolve(channel, Tokens.rita(), "String", byUnit, NOBODY));
    });
  }

  private static Map<String, AnyFlag> all(Struct context) {
    return ServiceGrpc.newBlockingStub(Calls.channel())
        .withCallCredentials(Calls.bearer(Tokens.client()))
        .resolveAll(ResolveAllRequest.newBuilder().setContext(context).build())
        .getFlagsMap();
  }

  private void retrying(java.util.function.Consumer<Channel> calls) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .enableRetry()
            .disableServiceConfigLookUp()
            .defaultServiceConfig(everythingIsRetried())
            .build();
    try {
      calls.accept(
          ClientInterceptors.intercept(
              channel,
              new io.grpc.ClientInterceptor() {
                @Override
                public <Q, A> io.grpc.ClientCall<Q, A> interceptCall(
                    io.grpc.MethodDescriptor<Q, A> method,
                    io.grpc.CallOptions options,
                    Channel next) {
                  return next.newCall(method, options.withDeadlineAfter(10, SECONDS));
                }
              }));
    } finally {
      channel.shutdownNow();
    }
  }

  private static Map<String, ?> everythingIsRetried() {
    var policy =
        Map.of(
            "maxAttempts",
            3.0,
            "initialBackoff",
            "60s",
            "maxBackoff",
            "60s",
            "backoffMultiplier",
            1.0,
            "retryableStatusCodes",
            List.of(
                "NOT_FOUND",
                "INVALID_ARGUMENT",
                "FAILED_PRECONDITION",
                "UNAUTHENTICATED",
                "PERMISSION_DENIED"));
    var services =
        List.of(
            Map.of("service", "flagd.evaluation.v1.Service"),
            Map.of("service", "flagd.evaluation.v2.Service"));
    return Map.of("methodConfig", List.of(Map.of("name", services, "retryPolicy", policy)));
  }
}
