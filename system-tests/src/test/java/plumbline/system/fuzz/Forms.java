package plumbline.system.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import plumbline.localstack.Service;
import plumbline.system.wire.HttpWire;

/** The forms of the dashboard's pages, as a browser would send them unchanged. */
final class Forms {
  private static final Pattern FORM =
      Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile(
          "<(?:input|button)\\b([^>]*)>|<textarea\\b([^>]*)>([^<]*)|<select\\b([^>]*)>(.*?)</select>",
          Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("(?:action|hx-post|hx-get)=\"([^\"]*)\"");
  private static final Pattern NAME = Pattern.compile("\\bname=\"([^\"]*)\"");
  private static final Pattern VALUE = Pattern.compile("\\bvalue=\"([^\"]*)\"");

  /** A field and what it holds. */
  record Field(String name, String value) {}

  private Forms() {}

  /** By the path that they are sent to. */
  static Map<String, List<Field>> on(HttpWire wire, List<String> pages, String token) {
    var headers = Map.of("authorization", "Bearer " + token, "accept", "text/html");
    var forms = new HashMap<String, List<Field>>();
    for (var page : pages) {
      var html = wire.send(Service.ANALYSIS, "GET", page, headers, new byte[0]).body();
      var form = FORM.matcher(html);
      while (form.find()) {
        var action = ACTION.matcher(form.group(1));
        var fields = fields(form.group(2));
        while (action.find()) {
          forms.put(action.group(1), fields);
        }
      }
    }
    return forms;
  }

  private static List<Field> fields(String html) {
    var fields = new ArrayList<Field>();
    var field = FIELD.matcher(html);
    while (field.find()) {
      if (field.group(1) != null) {
        add(fields, field.group(1), first(VALUE, field.group(1)));
      } else if (field.group(2) != null) {
        add(fields, field.group(2), field.group(3));
      } else {
        add(fields, field.group(4), first(VALUE, field.group(5)));
      }
    }
    return List.copyOf(fields);
  }

  private static void add(List<Field> fields, String attributes, String value) {
    var name = first(NAME, attributes);
    if (!name.isEmpty()) {
      fields.add(new Field(name, value));
    }
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1) : "";
  }
}
