package plumbline.kit.failure;

/** How a service that has pages says to people what went wrong. */
public interface FailurePages {
  /** Whether a person reads what this path answers. */
  boolean isPage(String path);

  /** A whole page, as HTML. */
  String page(int status, String message);
}
