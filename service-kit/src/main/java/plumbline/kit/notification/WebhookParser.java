package plumbline.kit.notification;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one webhook's settings; each mistake is a sentence that names the key, never the value. */
final class WebhookParser {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private final String prefix;
  private final WebhookSettings settings;
  private final boolean allowHttp;
  private final List<? extends Topic> topics;
  private final List<String> problems;

  private WebhookParser(
      String prefix,
      WebhookSettings settings,
      boolean allowHttp,
      List<? extends Topic> topics,
      List<String> problems) {
    this.prefix = prefix;
    this.settings = settings;
    this.allowHttp = allowHttp;
    this.topics = topics;
    this.problems = problems;
  }

  /** The webhook; empty if anything is wrong with it, which is then among the problems. */
  static Optional<Endpoint> parse(
      String name,
      WebhookSettings settings,
      boolean allowHttp,
      List<? extends Topic> topics,
      List<String> problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          "the name of a webhook under plumbline.notification.webhooks must be 1 to 64 of a-z, 0-9,"
              + " _ and -, and begin with a letter or digit");
      return Optional.empty();
    }
    var prefix = "plumbline.notification.webhooks." + name + ".";
    return new WebhookParser(prefix, settings, allowHttp, topics, problems).endpoint(name);
  }

  private Optional<Endpoint> endpoint(String name) {
    var before = problems.size();
    var url = url();
    var format = format();
    var secret = secret(format);
    var events = events();
    return problems.size() > before || url.isEmpty()
        ? Optional.empty()
        : Optional.of(new Endpoint(name, url.get(), secret, format, events));
  }

  private Optional<URI> url() {
    var url = settings.url().flatMap(WebhookParser::httpAddress);
    if (url.isEmpty()) {
      problem("url", "must be an address such as https://example.com/hook, without user name");
    } else if (!isSafe(url.get())) {
      problem("url", "must begin with https:// (plumbline.notification.allow-http allows others)");
    }
    return url;
  }

  /** An address of HTTP with a host, and without credentials, which would be sent in the clear. */
  static Optional<URI> httpAddress(String text) {
    try {
      var uri = new URI(text.strip());
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      var isHttp = scheme.equals("https") || scheme.equals("http");
      return isHttp && uri.getHost() != null && uri.getUserInfo() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private boolean isSafe(URI url) {
    return allowHttp
        || url.getScheme().equalsIgnoreCase("https")
        || LOOPBACK.matcher(url.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  private Format format() {
    return switch (settings.format()) {
      case "json" -> Format.JSON;
      case "slack" -> Format.SLACK;
      default -> {
        problem("format", "must be json or slack");
        yield Format.JSON;
      }
    };
  }

  private Optional<Secret> secret(Format format) {
    if (settings.secret().isPresent() && settings.secretFile().isPresent()) {
      problem("secret", "and its secret-file are both set: set one of them");
      return Optional.empty();
    }
    var key = settings.secretFile().isPresent() ? "secret-file" : "secret";
    var text = settings.secretFile().isPresent() ? secretFile() : settings.secret();
    if (text.isEmpty() && key.equals("secret") && format == Format.JSON) {
      problem(key, "or its secret-file must be set, so that the receiver can tell who sent it");
    }
    var secret = text.flatMap(Secret::parse);
    if (text.isPresent() && secret.isEmpty()) {
      problem(
          key,
          "must hold at least %d bytes, as plain text or as whsec_ and base64"
              .formatted(Secret.MIN_BYTES));
    }
    return secret;
  }

  private Optional<String> secretFile() {
    try {
      return Optional.of(Files.readString(Path.of(settings.secretFile().orElseThrow())).strip());
    } catch (IOException | InvalidPathException e) {
      problem("secret-file", "must name a file of text that can be read");
      return Optional.empty();
    }
  }

  private Set<Topic> events() {
    var words = settings.events().orElse(List.of());
    var events = new LinkedHashSet<Topic>();
    for (var word : words) {
      var event = topics.stream().filter(it -> it.word().equals(word.strip())).findFirst();
      if (event.isEmpty()) {
        problem("events", "may hold " + allWords() + ", not '" + word + "'");
      } else if (!events.add(event.get())) {
        problem("events", "holds '" + word + "' twice");
      }
    }
    return words.isEmpty() ? new LinkedHashSet<>(topics) : events;
  }

  private String allWords() {
    return String.join(", ", topics.stream().map(Topic::word).toList());
  }

  private void problem(String key, String what) {
    problems.add(prefix + key + " " + what);
  }
}
