package plumbline.analysis.dashboard.trail;

import com.google.protobuf.Value;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.analysis.page.Asking;
import plumbline.analysis.page.When;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.AuditSubject;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.ListAuditEntriesRequest;

/**
 * What was done to something, newest first; {@code {#include dashboard/trail trail=view.trail /}}.
 *
 * @param more whether there is more that is not shown
 */
public record Trail(List<Step> steps, boolean more) {
  private static final int SHOWN = 50;
  private static final int LONGEST = 300;
  private static final String NOTHING = "nothing";

  /** What the step says already. */
  private static final Set<String> SAID =
      Set.of("key", "version", "author", "create_time", "update_time");

  public Trail {
    steps = List.copyOf(steps);
  }

  /** One change. */
  public record Step(
      long version, When time, String actor, String action, String reason, List<Change> changes) {
    public Step {
      changes = List.copyOf(changes);
    }
  }

  /** One field that was changed. */
  public record Change(String path, String before, String after) {}

  /** Read from the audit log. */
  public static Trail read(Asking asking, AuditSubject subject, String key) {
    var request =
        ListAuditEntriesRequest.newBuilder()
            .addSubjects(subject)
            .setKey(key)
            .setPageSize(SHOWN)
            .build();
    var reply = asking.assignment().governance(stub -> stub.listAuditEntries(request));
    return new Trail(
        reply.getEntriesList().stream().map(Trail::step).toList(),
        !reply.getNextPageToken().isEmpty());
  }

  private static Step step(AuditEntry entry) {
    return new Step(
        entry.getVersion(),
        When.of(entry.getTime()),
        entry.getActor(),
        entry.getAction(),
        entry.getReason(),
        entry.getChangesList().stream()
            .filter(it -> !SAID.contains(it.getPath()))
            .map(Trail::change)
            .toList());
  }

  private static Change change(FieldChange change) {
    return new Change(
        change.getPath(),
        change.hasBefore() ? words(change.getBefore()) : NOTHING,
        change.hasAfter() ? words(change.getAfter()) : NOTHING);
  }

  /** A value of a message's JSON, as short as it can be read. */
  public static String words(Value value) {
    var text =
        switch (value.getKindCase()) {
          case NULL_VALUE, KIND_NOT_SET -> NOTHING;
          case NUMBER_VALUE -> number(value.getNumberValue());
          case STRING_VALUE -> value.getStringValue();
          case BOOL_VALUE -> String.valueOf(value.getBoolValue());
          case STRUCT_VALUE ->
              ProtoJson.print(value.getStructValue()).replaceAll("\\s*\n\\s*", " ");
          case LIST_VALUE ->
              value.getListValue().getValuesList().stream()
                  .map(Trail::words)
                  .collect(Collectors.joining(", ", "[", "]"));
        };
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
