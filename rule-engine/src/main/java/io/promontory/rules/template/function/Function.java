package io.promontory.rules.template.function;

import io.promontory.rules.template.value.Value;
import java.util.List;

/**
 * A function or method.
 *
 * @param parameters their types; of a variadic function the last may be given any number of times
 */
public record Function(String name, List<Parameter> parameters, boolean isVariadic, Body body) {
  /** What it does. */
  @FunctionalInterface
  public interface Body {
    /** Computes the result of arguments that fit the parameters and are never interfaces. */
    Value call(Environment environment, List<Value> arguments) throws CallException;
  }

  static Function of(String name, Body body, Parameter... parameters) {
    return new Function(name, List.of(parameters), false, body);
  }

  static Function variadic(String name, Body body, Parameter... parameters) {
    return new Function(name, List.of(parameters), true, body);
  }

  /** How many arguments a variadic function needs at least. */
  public int fixed() {
    return isVariadic ? parameters.size() - 1 : parameters.size();
  }

  /** The type of an argument, from 0. */
  public Parameter parameter(int i) {
    return parameters.get(Math.min(i, parameters.size() - 1));
  }
}
