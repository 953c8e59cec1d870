package plumbline.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An OpenID provider that knows one person and asks her nothing: discovery, code flow, key set. */
final class IdentityServer {
  static final String CLIENT = "plumbline-dashboard";

  private final HttpServer server;
  private final KeyPair keys;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();
  private volatile Set<String> roles = Set.of("analyst");

  private IdentityServer(HttpServer server, KeyPair keys) {
    this.server = server;
    this.keys = keys;
  }

  static IdentityServer start(KeyPair keys) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var server = new IdentityServer(http, keys);
    http.createContext("/.well-known/openid-configuration", server::discovery);
    http.createContext("/authorize", server::authorize);
    http.createContext("/token", server::token);
    http.createContext("/keys", server::keySet);
    http.start();
    return server;
  }

  void stop() {
    server.stop(0);
  }

  /** What the person may be from now on. */
  void roles(Set<String> given) {
    roles = Set.copyOf(given);
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void discovery(HttpExchange http) throws IOException {
    json(
        http,
        """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/keys", "response_types_supported": ["code"],
         "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
        """
            .formatted(issuer()));
  }

  /** Sends her straight back with a code. */
  private void authorize(HttpExchange http) throws IOException {
    var asked = parameters(http.getRequestURI().getRawQuery());
    var code = "code-" + nonces.size();
    nonces.put(code, asked.getOrDefault("nonce", ""));
    var back =
        asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.getOrDefault("state", "");
    http.getResponseHeaders().add("location", back);
    http.sendResponseHeaders(302, -1);
    http.close();
  }

  private void token(HttpExchange http) throws IOException {
    var asked = parameters(new String(http.getRequestBody().readAllBytes(), UTF_8));
    var nonce = nonces.remove(asked.getOrDefault("code", ""));
    if (nonce == null || !asked.containsKey("code_verifier")) {
      http.sendResponseHeaders(400, -1);
      http.close();
      return;
    }
    var token =
        Jwt.issuer(issuer())
            .subject("olga")
            .upn("olga")
            .audience(CLIENT)
            .groups(roles)
            .claim("nonce", nonce)
            .expiresIn(Duration.ofMinutes(5))
            .jws()
            .keyId("1")
            .sign(keys.getPrivate());
    json(
        http,
        "{\"token_type\": \"Bearer\", \"expires_in\": 300, \"access_token\": \"opaque\", \"id_token\": \""
            + token
            + "\"}");
  }

  private void keySet(HttpExchange http) throws IOException {
    var key = (RSAPublicKey) keys.getPublic();
    json(
        http,
        "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"1\", \"alg\": \"RS256\", \"use\": \"sig\", \"n\": \"%s\", \"e\": \"%s\"}]}"
            .formatted(
                base64(key.getModulus().toByteArray()),
                base64(key.getPublicExponent().toByteArray())));
  }

  /** Without the byte of the sign. */
  private static String base64(byte[] number) {
    var from = number[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(number, from, number.length));
  }

  private static Map<String, String> parameters(String query) {
    return Arrays.stream(query.split("&"))
        .map(it -> it.split("=", 2))
        .collect(Collectors.toMap(it -> it[0], it -> URLDecoder.decode(it[1], UTF_8)));
  }

  private static void json(HttpExchange http, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    http.getResponseHeaders().add("content-type", "application/json");
    http.sendResponseHeaders(200, bytes.length);
    http.getResponseBody().write(bytes);
    http.close();
  }
}
