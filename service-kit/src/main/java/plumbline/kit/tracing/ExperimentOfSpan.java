package plumbline.kit.tracing;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.MessageOrBuilder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.TreeSet;
import plumbline.proto.tracking.v1.TrackRequest;

/** Which experiment a span is about, as its requests name it. */
public final class ExperimentOfSpan {
  static final AttributeKey<String> EXPERIMENT = AttributeKey.stringKey("plumbline.experiment");

  /** Of a batch of exposures, which may be of several. */
  static final AttributeKey<List<String>> EXPERIMENTS =
      AttributeKey.stringArrayKey("plumbline.experiments");

  /** So many of a batch are named; a span is no list. */
  private static final int MOST = 20;

  /** Keys are shorter; what is longer names no experiment. */
  private static final int LONGEST = 64;

  private ExperimentOfSpan() {}

  /** As {@link #set}, for the call that is under way; costs nothing where nobody records it. */
  public static void setCurrent(Object request) {
    var span = Span.current();
    if (span.isRecording()) {
      set(span, request);
    }
  }

  /** Notes what the request says; nothing where it names none. */
  public static void set(Span span, Object request) {
    if (request instanceof TrackRequest batch) {
      setAll(span, batch);
    } else if (request instanceof MessageOrBuilder message) {
      var key = key(message);
      if (!key.isEmpty() && key.length() <= LONGEST) {
        span.setAttribute(EXPERIMENT, key);
      }
    }
  }

  private static String key(MessageOrBuilder message) {
    var type = message.getDescriptorForType();
    var named = type.findFieldByName("experiment");
    if (named == null && type.getFile().getName().endsWith("/experiment_service.proto")) {
      named = type.findFieldByName("key");
    }
    return named != null && isText(named) ? (String) message.getField(named) : "";
  }

  private static boolean isText(FieldDescriptor field) {
    return !field.isRepeated() && field.getJavaType() == JavaType.STRING;
  }

  private static void setAll(Span span, TrackRequest batch) {
    var keys = new TreeSet<String>();
    for (var event : batch.getEventsList()) {
      if (event.hasExposure() && keys.size() < MOST) {
        var key = event.getExposure().getExperiment();
        if (key.length() <= LONGEST) {
          keys.add(key);
        }
      }
    }
    if (keys.size() == 1) {
      span.setAttribute(EXPERIMENT, keys.first());
    }
    if (!keys.isEmpty()) {
      span.setAttribute(EXPERIMENTS, List.copyOf(keys));
    }
  }
}
