package plumbline.kit.rest;

import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import plumbline.kit.identity.Principal;

/**
 * One RPC as REST. Variables of the path fill the request's fields of that name; the body, or for
 * GET the query, fills the others.
 *
 * @param method {@code GET}, {@code POST} or {@code PUT}
 * @param rpc the RPC that takes this request
 * @param prototype an empty request
 * @param handler what gRPC calls as well
 * @param dialect how bodies are read; empty: as protobuf's JSON
 * @param rawRequest the field that a body may also be by itself
 * @param rawReply the field that a reply may also be by itself
 */
public record Call(
    String method,
    PathTemplate path,
    MethodDescriptor rpc,
    Message prototype,
    BiFunction<Message, Principal, Uni<? extends Message>> handler,
    Optional<Dialect> dialect,
    Optional<RawField> rawRequest,
    Optional<RawField> rawReply) {

  /** A row for GET: what the path leaves open comes from the query. */
  public static <Q extends Message> Call get(
      String path, Q empty, BiFunction<Q, Principal, Uni<? extends Message>> handler) {
    return of("GET", path, empty, handler);
  }

  /** A row for POST. */
  public static <Q extends Message> Call post(
      String path, Q empty, BiFunction<Q, Principal, Uni<? extends Message>> handler) {
    return of("POST", path, empty, handler);
  }

  /** A row for PUT. */
  public static <Q extends Message> Call put(
      String path, Q empty, BiFunction<Q, Principal, Uni<? extends Message>> handler) {
    return of("PUT", path, empty, handler);
  }

  @SuppressWarnings("unchecked") // The request is built from the empty one, so it is a Q.
  private static <Q extends Message> Call of(
      String method,
      String path,
      Q empty,
      BiFunction<Q, Principal, Uni<? extends Message>> handler) {
    var template = PathTemplate.of(path);
    template.variables().forEach(variable -> Variables.check(empty, variable));
    return new Call(
        method,
        template,
        rpc(empty),
        empty,
        (request, principal) -> handler.apply((Q) request, principal),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same, with bodies in a JSON of their own, which says all of the request: it may hold what
   * the RPC's message cannot, such as events that are none.
   *
   * @param parse reads a body
   * @param handle does what was read, in the place of the handler
   * @param describe changes the schemas, by message name, to what is taken
   */
  public <R> Call dialect(
      Function<String, R> parse,
      BiFunction<R, Principal, Uni<? extends Message>> handle,
      Consumer<JsonObject> describe) {
    if (!hasBody() || !path.variables().isEmpty()) {
      throw new IllegalArgumentException(path + " says a part of the request");
    }
    var own =
        new Dialect(
            body -> {
              var request = parse.apply(body);
              return principal -> handle.apply(request, principal);
            },
            describe);
    return new Call(method, path, rpc, prototype, handler, Optional.of(own), rawRequest, rawReply);
  }

  /** The same; a body of that media type is the field itself, and the query fills the others. */
  public Call takes(String mediaType, String field) {
    var raw = Optional.of(new RawField(mediaType, rpc.getInputType().findFieldByName(field)));
    return new Call(method, path, rpc, prototype, handler, dialect, raw, rawReply);
  }

  /** The same; who accepts that media type gets the field itself. */
  public Call offers(String mediaType, String field) {
    var raw = Optional.of(new RawField(mediaType, rpc.getOutputType().findFieldByName(field)));
    return new Call(method, path, rpc, prototype, handler, dialect, rawRequest, raw);
  }

  /** Whether there is a body to read. */
  public boolean hasBody() {
    return !method.equals("GET");
  }

  /** Whether a body may be left out: the path says what is meant. */
  public boolean bodyIsOptional() {
    return path.segments().stream().anyMatch(it -> it.startsWith("{") || it.contains(":"));
  }

  /** What the query may fill. */
  public List<FieldDescriptor> parameters() {
    return hasBody() && rawRequest.isEmpty()
        ? List.of()
        : rpc.getInputType().getFields().stream().filter(this::isParameter).toList();
  }

  private boolean isParameter(FieldDescriptor field) {
    return !path.variables().contains(field.getName())
        && rawRequest.filter(raw -> raw.field().equals(field)).isEmpty()
        && Variables.isPlain(field);
  }

  /** Each request is of one RPC: the contracts' lint says so. */
  private static MethodDescriptor rpc(Message request) {
    return request.getDescriptorForType().getFile().getServices().stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(rpc -> rpc.getInputType().equals(request.getDescriptorForType()))
        .findFirst()
        .orElseThrow();
  }
}
