package plumbline.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import plumbline.localstack.Service;
import plumbline.system.fuzz.Forms.Field;
import plumbline.system.fuzz.Routes.Route;

/** Requests of HTTP that are wrong somewhere, as they go over the wire. */
final class Requests {
  private static final List<String> METHODS =
      List.of(
          "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FUZZ");
  private static final List<String> PATHS =
      List.of(
          "/..",
          "/../etc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/assets/..%2f..%2fapplication.properties",
          "/assets/%2e%2e/%2e%2e/application.properties",
          "/assets//",
          "//",
          "/%00",
          "/%",
          "/%zz",
          "/%c3%28",
          "/%ff%fe",
          "/v1/experiments/%2e%2e",
          "/v1/experiments/a%2Fb",
          "/v1//experiments",
          "/v1/experiments/;x=y",
          "/v1/experiments?%",
          "/v1/experiments?a=%zz",
          "/v1/experiments?=&&=",
          "/q/dev",
          "/q/openapi",
          "/q/health/../metrics",
          "/v1/experiments#x",
          "*",
          "http://127.0.0.1/v1/audit",
          "/sign-in?to=//evil",
          "/sign-in?to=http://evil/",
          "/sign-in/oidc",
          "/sign-in/oidc/back?code=x&state=y",
          "/\u00e4\u00f6",
          "/v1/audit?startTime=%ff");
  private static final List<String> HEADERS =
      List.of(
          "Accept: %s",
          "Accept-Encoding: gzip;q=x, %s",
          "Accept-Language: %s",
          "Cookie: plumbline_token=%s",
          "Cookie: %s",
          "Content-Type: %s",
          "Content-Type: application/json; charset=%s",
          "If-None-Match: %s",
          "Range: bytes=%s",
          "Expect: %s",
          "Origin: %s",
          "Sec-Fetch-Site: %s",
          "Hx-Request: %s",
          "X-Forwarded-For: %s",
          "Forwarded: for=%s",
          "X-Api-Key: %s",
          "Traceparent: %s",
          "Host: %s",
          "X-HTTP-Method-Override: %s",
          "Last-Event-ID: %s",
          "Upgrade: %s",
          "Content-Encoding: %s",
          ": %s");

  private final List<Route> routes;
  private final Map<String, List<Field>> forms;

  Requests(List<Route> routes, Map<String, List<Field>> forms) {
    this.routes = routes;
    this.forms = forms;
  }

  /** A route's address with a query, right or not. */
  Input query(Random random, Input.Sender sender) {
    var route = routes.get(random.nextInt(routes.size()));
    var path = path(random, route.path()) + query(random, route.parameters());
    return request(sender, route.service(), route.method(), path, "", new byte[0]);
  }

  /** A body for a route that takes one of a known type. */
  Input json(Random random, Input.Sender sender, Messages messages) {
    var known =
        routes.stream().filter(it -> it.rpc() != null && !it.method().equals("GET")).toList();
    var route = known.get(random.nextInt(known.size()));
    var rpc = route.rpc();
    if (rpc == null) {
      throw new IllegalStateException();
    }
    var body = Jsons.of(random, messages.random(random, rpc.request()));
    var type = random.nextInt(20) == 0 ? "text/plain" : "application/json";
    var path = path(random, route.path());
    return request(sender, route.service(), route.method(), path, type(type), bytes(random, body));
  }

  /** What OpenFeature's clients send. */
  Input ofrep(Random random, Input.Sender sender) {
    var path = random.nextBoolean() ? "/" + segment(random) : "";
    var body =
        Jsons.of(
            random,
            "{\"context\":{\"targetingKey\":\"u1\",\"country\":\"DE\",\"age\":7,\"l\":[{\"a\":null}]}}");
    return request(
        sender,
        Service.ASSIGNMENT,
        "POST",
        "/ofrep/v1/evaluate/flags" + path,
        type("application/json"),
        bytes(random, body));
  }

  Input yaml(Random random, Input.Sender sender) {
    var path = "/v1/definitions:" + (random.nextInt(3) == 0 ? "apply" : "plan");
    var query = random.nextInt(4) == 0 ? query(random, List.of("expectedVersion", "key")) : "";
    var body = bytes(random, Yamls.any(random));
    return request(
        sender, Service.ASSIGNMENT, "POST", path + query, type("application/yaml"), body);
  }

  /** A form of a page, some of whose fields are others. */
  Input form(Random random, Input.Sender sender) {
    var pages = routes.stream().filter(it -> it.isPage() && !it.method().equals("GET")).toList();
    var route = pages.get(random.nextInt(pages.size()));
    var path = path(random, route.path());
    var sent = forms.getOrDefault(path, List.of(new Field("key", ""), new Field("text", "")));
    var changed = random.nextInt(sent.size() + 1);
    var body =
        sent.stream()
            .map(field -> {
              var other = random.nextInt(sent.size() + 1) == changed || random.nextInt(8) == 0;
              var value = other ? Vocabulary.text(random, field.name()) : field.value();
              return field.name() + "=" + encoded(random, value);
            })
            .collect(Collectors.joining("&"));
    var headers = type("application/x-www-form-urlencoded") + "Sec-Fetch-Site: same-origin\r\n";
    return request(sender, Service.ANALYSIS, route.method(), path, headers, bytes(random, body));
  }

  /** Methods, addresses and headers that nothing sends. */
  Input odd(Random random, Input.Sender sender) {
    var service = Service.values()[random.nextInt(Service.values().length)];
    var method = random.nextInt(3) > 0 ? "GET" : METHODS.get(random.nextInt(METHODS.size()));
    var path =
        switch (random.nextInt(4)) {
          case 0 -> PATHS.get(random.nextInt(PATHS.size()));
          case 1 -> "/" + segment(random) + "/" + segment(random);
          case 2 -> "/v1/experiments/" + "x".repeat(random.nextInt(9_000));
          default -> path(random, routes.get(random.nextInt(routes.size())).path());
        };
    var headers = new StringBuilder();
    for (var i = random.nextInt(5); i > 0; i--) {
      var value = Nasty.string(random);
      var header = HEADERS.get(random.nextInt(HEADERS.size()));
      headers.append(header.replace("%s", value.substring(0, Math.min(value.length(), 9_000))));
      headers.append(random.nextInt(20) == 0 ? "\n" : "\r\n");
    }
    return request(sender, service, method, path, headers.toString(), new byte[0]);
  }

  private static String type(String mediaType) {
    return "Content-Type: " + mediaType + "\r\n";
  }

  private static String path(Random random, String template) {
    var path = template.replace("**", "live");
    while (path.contains("{")) {
      var from = path.indexOf('{');
      var value = template.contains("{tab}") && path.startsWith("{tab}", from) ? "results" : "";
      path =
          path.substring(0, from)
              + (value.isEmpty() ? segment(random) : value)
              + path.substring(path.indexOf('}', from) + 1);
    }
    return path;
  }

  private static String segment(Random random) {
    // Braces would be taken for a variable.
    return encoded(random, Vocabulary.text(random, "key")).replace("{", "%7B").replace("}", "%7D");
  }

  private static String query(Random random, List<String> parameters) {
    var query = new StringBuilder();
    for (var i = random.nextInt(5); i > 0; i--) {
      var name =
          parameters.isEmpty() || random.nextInt(6) == 0
              ? encoded(random, Nasty.string(random))
              : parameters.get(random.nextInt(parameters.size()));
      query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
      query.append(
          random.nextInt(3) == 0
              ? String.valueOf(Nasty.integer(random))
              : encoded(random, Vocabulary.text(random, name)));
    }
    return query.toString();
  }

  /** As it must be, mostly. */
  private static String encoded(Random random, String value) {
    var part = value.substring(0, Math.min(value.length(), 3_000));
    var encoded = URLEncoder.encode(part, UTF_8);
    return random.nextInt(40) == 0 ? encoded + "%c3%28%" : encoded;
  }

  private static byte[] bytes(Random random, String text) {
    var bytes = text.getBytes(UTF_8);
    if (random.nextInt(15) == 0 && bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(128));
    }
    return bytes;
  }

  private static Input request(
      Input.Sender sender,
      Service service,
      String method,
      String path,
      String headers,
      byte[] body) {
    var head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(method, path, body.length, headers);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(headers.isEmpty() ? ISO_8859_1 : UTF_8));
    bytes.writeBytes(body);
    return new Input.Http(sender, service, bytes.toByteArray());
  }
}
