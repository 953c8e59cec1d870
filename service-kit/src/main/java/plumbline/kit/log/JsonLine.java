package plumbline.kit.log;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** One record as one line of JSON; a stack trace is a text within it. */
final class JsonLine extends ExtFormatter {
  /** Fields of their own, where the record's context has them. */
  private static final String[] CONTEXT = {"traceId", "spanId", "incident"};

  private final String service;

  JsonLine(String service) {
    this.service = service;
  }

  @Override
  public String format(ExtLogRecord record) {
    var line = new JsonObject();
    line.addProperty("timestamp", record.getInstant().toString());
    line.addProperty("level", record.getLevel().getName());
    line.addProperty("service", service);
    line.addProperty("logger", record.getLoggerName());
    line.addProperty("thread", record.getThreadName());
    line.addProperty("message", record.getFormattedMessage());
    for (var field : CONTEXT) {
      add(line, field, record.getMdc(field));
    }
    var thrown = record.getThrown();
    if (thrown != null) {
      line.addProperty("stackTrace", text(thrown));
    }
    return line + "\n";
  }

  private static void add(JsonObject line, String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      line.addProperty(field, value);
    }
  }

  private static String text(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
