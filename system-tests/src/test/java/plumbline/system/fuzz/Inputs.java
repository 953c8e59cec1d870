package plumbline.system.fuzz;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Random;
import plumbline.system.wire.Rpc;

/** All inputs there are: one for each seed and index. */
final class Inputs {
  /** Fields that hold rules, by the messages that they are in. */
  private static final List<String> RULES =
      List.of("eligibility", "exclusions", "event_filter", "denominator_event_filter", "condition");

  private final List<Rpc> rpcs;
  private final Messages messages;
  private final Requests requests;

  Inputs(List<Rpc> rpcs, Messages messages, Requests requests) {
    this.rpcs = rpcs;
    this.messages = messages;
    this.requests = requests;
  }

  Input of(long seed, int index) {
    var random = new Random(seed * 1_000_003 + index);
    // The first numbers of neighbouring seeds are much alike.
    random.nextLong();
    var sender =
        switch (random.nextInt(20)) {
          case 0 -> Input.Sender.NOBODY;
          case 1, 2, 3, 4 -> Input.Sender.OTHER;
          default -> Input.Sender.EVERYBODY;
        };
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> bytes(random, sender);
      case 4, 5, 6, 7 -> message(random, sender);
      case 8, 9 -> rule(random, sender);
      case 10, 11, 12 -> requests.json(random, sender, messages);
      case 13 -> requests.ofrep(random, sender);
      case 14, 15 -> requests.yaml(random, sender);
      case 16 -> requests.query(random, sender);
      case 17, 18 -> requests.form(random, sender);
      default -> requests.odd(random, sender);
    };
  }

  private Input bytes(Random random, Input.Sender sender) {
    var rpc = rpcs.get(random.nextInt(rpcs.size()));
    var whole = messages.random(random, rpc.request()).toByteArray();
    return new Input.Grpc(sender, rpc, List.of(Bytes.broken(random, whole)));
  }

  private Input message(Random random, Input.Sender sender) {
    var rpc = rpcs.get(random.nextInt(rpcs.size()));
    var many = rpc.type().clientSendsOneMessage() ? 1 : 1 + random.nextInt(4);
    return new Input.Grpc(
        sender,
        rpc,
        random
            .ints(many)
            .mapToObj(_ -> messages.random(random, rpc.request()).toByteArray())
            .toList());
  }

  /** A message that holds a rule somewhere, with another one in its place. */
  private Input rule(Random random, Input.Sender sender) {
    var holding = rpcs.stream().filter(it -> holdsRule(it.request(), 0)).toList();
    var rpc = holding.get(random.nextInt(holding.size()));
    var message = messages.random(random, rpc.request()).toBuilder();
    place(random, message, 0);
    return new Input.Grpc(sender, rpc, List.of(message.build().toByteArray()));
  }

  private static boolean holdsRule(Descriptor type, int depth) {
    return depth < 5
        && type.getFields().stream()
            .anyMatch(field ->
                RULES.contains(field.getName())
                    || (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                        && holdsRule(field.getMessageType(), depth + 1)));
  }

  private static void place(Random random, Message.Builder message, int depth) {
    for (var field : message.getDescriptorForType().getFields()) {
      if (RULES.contains(field.getName()) && random.nextInt(3) > 0) {
        if (field.isRepeated()) {
          message.addRepeatedField(field, Rules.any(random));
        } else {
          message.setField(field, Rules.any(random));
        }
      } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
          && !field.isMapField()
          && depth < 5) {
        if (!field.isRepeated() && message.hasField(field)) {
          place(random, message.getFieldBuilder(field), depth + 1);
        } else if (field.isRepeated() && message.getRepeatedFieldCount(field) > 0) {
          place(random, message.getRepeatedFieldBuilder(field, 0), depth + 1);
        }
      }
    }
  }
}
