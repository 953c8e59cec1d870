package plumbline.kit.failure;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An error as the clients of the OpenFeature Remote Evaluation Protocol read it, whoever raises it:
 * {@code {"key", "errorCode", "errorDetails", "metadata": {}}}.
 */
public final class OfrepError {
  /** What is not the evaluation's to say: who may ask, whether there is an answer now. */
  public static final String GENERAL = "GENERAL";

  private static final String ROUTES = "/ofrep/";
  private static final String FLAGS = ROUTES + "v1/evaluate/flags/";

  private OfrepError() {}

  /** Whether who asks for the path reads errors so. */
  static boolean isReadAt(String path) {
    return path.startsWith(ROUTES);
  }

  /** An error of what was asked for by the path. */
  static String at(String path, String details) {
    var key = path.startsWith(FLAGS) ? path.substring(FLAGS.length()) : null;
    return body(key, GENERAL, details);
  }

  /**
   * The error as JSON. Its metadata is empty and always there: a client takes a reply without any
   * for a defect.
   *
   * @param key the flag's key; null for all flags
   */
  public static String body(@Nullable String key, String errorCode, String details) {
    var body = new JsonObject();
    if (key != null) {
      body.addProperty("key", key);
    }
    body.addProperty("errorCode", errorCode);
    body.addProperty("errorDetails", details);
    body.add("metadata", new JsonObject());
    return body.toString();
  }
}
