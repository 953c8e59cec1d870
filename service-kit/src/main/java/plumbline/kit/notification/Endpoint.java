package plumbline.kit.notification;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who is told.
 *
 * @param url never printed: who knows a webhook's address can write to it
 * @param secret empty: messages are not signed
 * @param events what is told, in their order
 */
public record Endpoint(
    String name, URI url, Optional<Secret> secret, Format format, Set<Topic> events) {
  /** Whether it is told such things. */
  public boolean wants(Topic event) {
    return events.contains(event);
  }

  @Override
  public String toString() {
    return name;
  }
}
