package io.promontory.promql.ast;

import io.promontory.promql.function.FunctionSignature;
import java.util.List;

/** A function call. */
public record Call(FunctionSignature function, List<Expr> args, Span span) implements Expr {
  public Call {
    args = List.copyOf(args);
  }

  @Override
  public ValueType type() {
    return function.returnType();
  }
}
