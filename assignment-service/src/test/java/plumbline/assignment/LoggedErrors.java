package plumbline.assignment;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the service logs as an error while this is open. */
final class LoggedErrors extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final List<String> messages = new CopyOnWriteArrayList<>();

  LoggedErrors() {
    ROOT.addHandler(this);
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord written) {
    if (written.getLevel().intValue() >= Level.SEVERE.intValue()) {
      messages.add(written.getLoggerName() + ": " + written.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
  }
}
