package plumbline.system.rolling;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.system.Stack;

/** The shared stack with a second replica of each service, to which the others find their way. */
final class TwoReplicas implements AutoCloseable {
  private final Map<Service, ServiceProcess> second = new EnumMap<>(Service.class);

  private TwoReplicas() {}

  /** Starts the second ones, all at once. */
  static TwoReplicas start() {
    var replicas = new TwoReplicas();
    for (var service : Service.values()) {
      var replica = Stack.get().replica(service, Map.of());
      replica.launch();
      replicas.second.put(service, replica);
    }
    replicas.second.forEach((service, replica) -> {
      replica.awaitReady();
      Stack.balancer(service).add(replica.grpcPort());
    });
    return replicas;
  }

  /** The one that was there. */
  ServiceProcess first(Service service) {
    return Stack.get().service(service);
  }

  /** The one that was added. */
  ServiceProcess second(Service service) {
    return Objects.requireNonNull(second.get(service));
  }

  List<ServiceProcess> of(Service service) {
    return List.of(first(service), second(service));
  }

  @Override
  public void close() {
    second.forEach((service, replica) -> Stack.balancer(service).remove(replica.grpcPort()));
    second.values().forEach(ServiceProcess::close);
  }
}
