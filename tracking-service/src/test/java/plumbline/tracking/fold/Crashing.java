package plumbline.tracking.fold;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A real connection that breaks right after the n-th statement has been executed. */
final class Crashing {
  private int left;

  private Crashing(int statements) {
    left = statements;
  }

  /** What it says when it breaks. */
  static final class Crash extends SQLException {
    private static final long serialVersionUID = 1;
  }

  static Connection after(int statements, Connection connection) {
    var crashing = new Crashing(statements);
    return proxy(
        Connection.class,
        (_, method, arguments) -> crashing.ofConnection(connection, method, arguments));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object ofConnection(
      Connection connection, Method method, Object @Nullable [] arguments) throws Throwable {
    var result = call(connection, method, arguments);
    return switch (result) {
      case PreparedStatement statement -> proxy(PreparedStatement.class, executing(statement));
      case Statement statement -> proxy(Statement.class, executing(statement));
      case null, default -> result;
    };
  }

  private InvocationHandler executing(Statement statement) {
    return (_, method, arguments) -> {
      var result = call(statement, method, arguments);
      if (method.getName().startsWith("execute") && --left == 0) {
        throw new Crash();
      }
      return result;
    };
  }

  private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
