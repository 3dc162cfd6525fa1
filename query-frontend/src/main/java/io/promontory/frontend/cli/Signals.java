package io.promontory.frontend.cli;

import java.lang.reflect.Proxy;

/**
 * Handlers of operating system signals. Java has them only in {@code sun.misc}, which the compiler
 * warns about, so they are reached by reflection; where a signal does not exist, nothing happens.
 */
final class Signals {
  private Signals() {}

  /** Runs an action on a thread of its own each time a signal ({@code HUP}, {@code TERM}) comes. */
  static void on(String signal, Runnable action) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlers},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      action.run();
                      yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> "handler of " + signal;
                  });
      Object wanted = signals.getConstructor(String.class).newInstance(signal);
      signals.getMethod("handle", signals, handlers).invoke(null, wanted, handler);
    } catch (ReflectiveOperationException e) {
      // the platform has no such signal, or no signals
    }
  }
}
