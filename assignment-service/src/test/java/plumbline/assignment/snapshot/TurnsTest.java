package plumbline.assignment.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<UniEmitter<? super Integer>> begun = new ArrayList<>();
  private final Turns<Integer> turns =
      new Turns<>(() -> Uni.createFrom().<Integer>emitter(begun::add));

  @Test
  void whoeverAsksMeanwhileSharesTheNextTurn() {
    var first = ask();
    var second = ask();
    var third = ask();
    assertThat(begun).as("only one is under way").hasSize(1);
    begun.get(0).complete(1);
    first.assertCompleted().assertItem(1);
    second.assertNotTerminated();
    assertThat(begun).as("begun after both asked").hasSize(2);
    var fourth = ask();
    begun.get(1).complete(2);
    second.assertCompleted().assertItem(2);
    third.assertCompleted().assertItem(2);
    assertThat(begun).hasSize(3);
    begun.get(2).complete(3);
    fourth.assertCompleted().assertItem(3);
    assertThat(begun).as("nobody asked").hasSize(3);
  }

  @Test
  void aTurnThatFailsKeepsNobodyFromTheNext() {
    var first = ask();
    var second = ask();
    begun.get(0).fail(new IllegalStateException("away"));
    first.assertFailedWith(IllegalStateException.class);
    begun.get(1).complete(2);
    second.assertCompleted().assertItem(2);
  }

  @Test
  void whoGivesUpTakesItFromNobody() {
    var first = ask();
    ask().cancel();
    var third = ask();
    first.cancel();
    begun.get(0).complete(1);
    begun.get(1).complete(2);
    third.assertCompleted().assertItem(2);
  }

  private UniAssertSubscriber<Integer> ask() {
    return turns.take().subscribe().withSubscriber(UniAssertSubscriber.create());
  }
}
