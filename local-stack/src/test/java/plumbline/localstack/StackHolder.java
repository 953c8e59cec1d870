package plumbline.localstack;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Holds a stack of stand-ins until it is killed. */
public final class StackHolder {
  private StackHolder() {}

  public static void main(String[] arguments) throws InterruptedException {
    var options = StackOptions.random(Path.of(arguments[1])).in(Path.of(arguments[0]));
    LocalStack.start(options).replica(Service.ASSIGNMENT, Map.of()).launch();
    System.out.println("started");
    new CountDownLatch(1).await();
  }
}
