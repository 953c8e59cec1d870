package plumbline.kit.notification;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * One webhook as it was configured; {@link WebhookParser} reads it. All is text, so that nothing
 * but that reader answers for a mistake: it names the key and keeps quiet about the value.
 */
public interface WebhookSettings {
  /** Where messages are posted to; often a secret itself. */
  Optional<String> url();

  /** What messages are signed with: plain text, or {@code whsec_} and base64. */
  Optional<String> secret();

  /** A file that holds the secret. */
  Optional<String> secretFile();

  /** {@code json} or {@code slack}. */
  @WithDefault("json")
  String format();

  /** What is told, by the service's own words; all of it if empty. */
  Optional<List<String>> events();
}
