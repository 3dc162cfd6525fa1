package io.promontory.promql.function;

import io.promontory.promql.ast.ValueType;
import java.util.List;

/**
 * The type of a function.
 *
 * @param variadic 0: exactly the listed arguments; n &gt; 0: up to n more of the last type, the
 *     last listed one being optional; -1: any number more (as Prometheus counts it)
 * @param experimental true where it needs the flag {@code promql-experimental-functions}
 */
public record FunctionSignature(
    String name,
    List<ValueType> argTypes,
    int variadic,
    ValueType returnType,
    boolean experimental) {
  public FunctionSignature {
    argTypes = List.copyOf(argTypes);
  }
}
