package plumbline.tracking;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import plumbline.kit.identity.SdkKeys;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackStreamRequest;
import plumbline.proto.tracking.v1.TrackStreamResponse;

/** SDK keys as assignment-service tells of them, and how often they may call. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SdkKeyTrackTest {
  private static final SdkKey.Builder ANY = SdkKey.newBuilder();

  @Test
  void aKeyIsTakenFromWhenItArrivesUntilItIsRevoked() {
    try (var client = Client.withToken("plk_taken")) {
      assertThat(refusal(client)).isEqualTo(Status.Code.UNAUTHENTICATED);
      Servers.definitions().put(credential("plk_taken", ANY.clone()));
      await().until(() -> refusal(client) == Status.Code.OK);
      var revoked = ANY.clone().setRevokeTime(Timestamp.newBuilder().setSeconds(1));
      Servers.definitions().put(credential("plk_taken", revoked));
      await().until(() -> refusal(client) == Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void aKeyTracksAndDoesNothingElse() {
    Servers.definitions().put(credential("plk_narrow", ANY.clone()));
    try (var client = Client.withToken("plk_narrow")) {
      await().until(() -> refusal(client) == Status.Code.OK);
      assertThat(
              catchThrowableOfType(StatusRuntimeException.class, () -> client.statistics("any"))
                  .getStatus()
                  .getCode())
          .isEqualTo(Status.Code.PERMISSION_DENIED);
    }
  }

  @Test
  void eachMessageOfAStreamCountsAsACall() throws Exception {
    Servers.definitions().put(credential("plk_limited", ANY.clone().setCallsPerSecond(2)));
    try (var client = Client.withToken("plk_limited")) {
      await().until(() -> refusal(client) == Status.Code.OK);
      var answers = new Answers();
      var stream = client.trackStream(answers);
      for (var i = 0; i < 100; i++) {
        stream.onNext(batch(i));
      }
      assertThat(answers.end.get(20, SECONDS)).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
      await().until(() -> refusal(client) == Status.Code.OK);
    }
  }

  @Test
  void aStreamThatIsOpenEndsWithItsKey() throws Exception {
    Servers.definitions().put(credential("plk_open", ANY.clone()));
    try (var client = Client.withToken("plk_open")) {
      await().until(() -> refusal(client) == Status.Code.OK);
      var answers = new Answers();
      var stream = client.trackStream(answers);
      stream.onNext(batch(1));
      await().until(() -> answers.count.get() == 1);
      var revoked = ANY.clone().setRevokeTime(Timestamp.newBuilder().setSeconds(1));
      Servers.definitions().put(credential("plk_open", revoked));
      await().until(() -> refusal(client) == Status.Code.UNAUTHENTICATED);
      stream.onNext(batch(2));
      assertThat(answers.end.get(20, SECONDS)).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(answers.count).hasValue(1);
    }
  }

  private static TrackStreamRequest batch(long id) {
    return TrackStreamRequest.newBuilder()
        .setBatchId(id)
        .setBatch(TrackRequest.newBuilder().addEvents(Samples.outcome("l", "l", "seen", 1)))
        .build();
  }

  private static SdkKeyCredential credential(String secret, SdkKey.Builder key) {
    return SdkKeyCredential.newBuilder()
        .setKey(key.setId(secret.substring(4)))
        .setDigest(ByteString.copyFrom(SdkKeys.digest(secret)))
        .build();
  }

  private static Status.Code refusal(Client client) {
    try {
      client.track(Samples.outcome("sdk-key", "sdk-key", "seen", 1).build());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  private static final class Answers
      implements ClientResponseObserver<TrackStreamRequest, TrackStreamResponse> {
    final CompletableFuture<Status.Code> end = new CompletableFuture<>();
    final AtomicInteger count = new AtomicInteger();

    @Override
    public void beforeStart(ClientCallStreamObserver<TrackStreamRequest> stream) {}

    @Override
    public void onNext(TrackStreamResponse response) {
      count.incrementAndGet();
    }

    @Override
    public void onError(Throwable thrown) {
      end.complete(Status.fromThrowable(thrown).getCode());
    }

    @Override
    public void onCompleted() {
      end.complete(Status.Code.OK);
    }
  }
}
