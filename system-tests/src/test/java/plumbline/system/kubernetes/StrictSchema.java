package plumbline.system.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds a document against the official client's model of its kind, as an API server with strict
 * field validation would: no unknown field, nothing required missing, every value of its declared
 * type.
 *
 * <p>The client checks names and nesting, but takes "2" for a number and 8080 for a string, which a
 * server refuses. So what it has read is also written back and must be what it was given.
 */
final class StrictSchema {
  // Written out, because the client's own search takes a core kind under any group's name.
  private static final Map<String, Class<?>> MODELS =
      Map.of(
          "v1 Namespace", V1Namespace.class,
          "v1 ConfigMap", V1ConfigMap.class,
          "v1 Service", V1Service.class,
          "v1 ServiceAccount", V1ServiceAccount.class,
          "apps/v1 Deployment", V1Deployment.class,
          "batch/v1 Job", V1Job.class,
          "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
          "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
          "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

  /** What operators bring, and no model of the client's knows: nobody checks these here. */
  static final Set<String> UNCHECKED =
      Set.of(
          "cert-manager.io/v1 Certificate",
          "cert-manager.io/v1 Issuer",
          "external-secrets.io/v1 ExternalSecret",
          "gateway.networking.k8s.io/v1 BackendTLSPolicy",
          "gateway.networking.k8s.io/v1 GRPCRoute",
          "gateway.networking.k8s.io/v1 Gateway",
          "gateway.networking.k8s.io/v1 HTTPRoute",
          "monitoring.coreos.com/v1 PrometheusRule",
          "monitoring.coreos.com/v1 ServiceMonitor",
          "postgresql.cnpg.io/v1 Cluster");

  private StrictSchema() {}

  static Stream<String> violations(Documents documents) {
    return documents.all().stream().flatMap(StrictSchema::violations);
  }

  /** The types of documents among these that are not checked. */
  static Set<String> unchecked(Documents documents) {
    return documents.all().stream()
        .map(StrictSchema::type)
        .filter(UNCHECKED::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String type(JsonNode document) {
    return document.path("apiVersion").asText() + " " + document.path("kind").asText();
  }

  private static Stream<String> violations(JsonNode document) {
    var type = type(document);
    if (UNCHECKED.contains(type)) {
      return Stream.empty();
    }
    var model = MODELS.get(type);
    if (model == null) {
      return Stream.of(Documents.id(document) + ": no model of '" + type + "' is known here");
    }
    return violations(model, JsonParser.parseString(document.toString()))
        .map(violation -> Documents.id(document) + ": " + violation);
  }

  private static Stream<String> violations(Class<?> model, JsonElement given) {
    try {
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, given);
      Object read = JSON.getGson().fromJson(given, model);
      return differences("", given, JSON.getGson().toJsonTree(read));
    } catch (InvocationTargetException e) {
      // The model's own refusal; its message names the field and quotes the object around it.
      return Stream.of(String.valueOf(e.getTargetException().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the client's model has changed its form: " + model, e);
    } catch (RuntimeException e) {
      // Each type of value has an exception of its own for what it cannot read.
      return Stream.of("cannot be read: " + e);
    }
  }

  private static Stream<String> differences(String path, JsonElement given, JsonElement read) {
    if (given.isJsonObject() && read.isJsonObject()) {
      return given.getAsJsonObject().entrySet().stream()
          .flatMap(field ->
              read.getAsJsonObject().has(field.getKey())
                  ? differences(
                      path + "/" + field.getKey(),
                      field.getValue(),
                      read.getAsJsonObject().get(field.getKey()))
                  : Stream.of(path + "/" + field.getKey() + " is not read"));
    }
    if (given.isJsonArray()
        && read.isJsonArray()
        && given.getAsJsonArray().size() == read.getAsJsonArray().size()) {
      return IntStream.range(0, given.getAsJsonArray().size())
          .boxed()
          .flatMap(i ->
              differences(
                  path + "/" + i, given.getAsJsonArray().get(i), read.getAsJsonArray().get(i)));
    }
    return same(given, read)
        ? Stream.empty()
        : Stream.of("%s is %s and is read as %s".formatted(path, given, read));
  }

  private static boolean same(JsonElement given, JsonElement read) {
    if (given instanceof JsonPrimitive a && read instanceof JsonPrimitive b) {
      if (a.isNumber() && b.isNumber()) {
        return a.getAsBigDecimal().compareTo(b.getAsBigDecimal()) == 0;
      }
      return a.isNumber() == b.isNumber() && a.equals(b);
    }
    return given.equals(read);
  }
}
