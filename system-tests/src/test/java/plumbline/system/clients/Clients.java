package plumbline.system.clients;

import java.util.EnumMap;
import java.util.Map;
import plumbline.system.Stack;

/** One client of each kind, which all tests share; ended with the stack. */
final class Clients {
  private static final Map<ClientKind, ClientProcess> STARTED = new EnumMap<>(ClientKind.class);

  private Clients() {}

  static synchronized ClientProcess of(ClientKind kind) {
    return STARTED.computeIfAbsent(kind, Clients::start);
  }

  private static ClientProcess start(ClientKind kind) {
    var stack = Stack.get();
    var client = ClientProcess.start(kind, stack.assignment(), null);
    stack.closeFirst(client);
    return client;
  }
}
