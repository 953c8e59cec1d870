package plumbline.localstack;

/**
 * A service's two ports on loopback.
 *
 * @param http REST, health, metrics and pages; 1 to 65535
 * @param grpc the contracts; 1 to 65535
 */
public record ServicePorts(int http, int grpc) {

  /** Two that nobody listens on now. */
  public static ServicePorts free() {
    return new ServicePorts(Ports.free(), Ports.free());
  }
}
