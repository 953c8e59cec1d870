package plumbline.kit.failure;

import java.util.List;

/**
 * A request that cannot be served, for a reason that its sender can understand. Everything else
 * that is thrown is a defect of ours and reaches the caller as INTERNAL, without detail.
 */
public abstract sealed class Failure extends RuntimeException {

  private Failure(String message) {
    // An expected answer, not a defect: no stack trace is filled in or kept.
    super(message, null, false, false);
  }

  /** There is no such thing. */
  public static final class NotFound extends Failure {
    public NotFound(String what, String key) {
      this("no " + what + " '" + key + "'");
    }

    public NotFound(String message) {
      super(message);
    }
  }

  /** Fields of the request are not as they must be. */
  public static final class Invalid extends Failure {
    private final transient List<Violation> violations;

    public Invalid(List<Violation> violations) {
      super(describe(violations));
      this.violations = List.copyOf(violations);
    }

    public Invalid(String field, String description) {
      this(List.of(new Violation(field, description)));
    }

    public List<Violation> violations() {
      return violations;
    }

    private static String describe(List<Violation> violations) {
      var first = violations.getFirst();
      var more = violations.size() - 1;
      return first.field()
          + ": "
          + first.description()
          + (more == 0 ? "" : " (and " + more + " more)");
    }
  }

  /** The key is taken by something else. */
  public static final class AlreadyExists extends Failure {
    public AlreadyExists(String message) {
      super(message);
    }
  }

  /** A rule forbids it as things stand; trying again changes nothing. */
  public static final class Refused extends Failure {
    public Refused(String message) {
      super(message);
    }
  }

  /** Somebody else changed it meanwhile: read it again and decide again. */
  public static final class Stale extends Failure {
    public Stale(String message) {
      super(message);
    }
  }

  /** It cannot be done now; the same request later may succeed. */
  public static final class Unavailable extends Failure {
    public Unavailable(String message) {
      super(message);
    }
  }

  /** Too much at once; the same request later may succeed. */
  public static final class Exhausted extends Failure {
    public Exhausted(String message) {
      super(message);
    }
  }

  /** The request did not arrive in time. */
  public static final class Late extends Failure {
    public Late(String message) {
      super(message);
    }
  }

  /** No credential, or one that is not valid. */
  public static final class Unauthenticated extends Failure {
    public Unauthenticated(String message) {
      super(message);
    }
  }

  /** A valid credential whose roles do not allow it. */
  public static final class PermissionDenied extends Failure {
    public PermissionDenied(String message) {
      super(message);
    }
  }
}
