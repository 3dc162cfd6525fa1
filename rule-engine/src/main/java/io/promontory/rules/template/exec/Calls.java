package io.promontory.rules.template.exec;

import io.promontory.rules.template.function.CallException;
import io.promontory.rules.template.function.Environment;
import io.promontory.rules.template.function.Function;
import io.promontory.rules.template.function.Parameter;
import io.promontory.rules.template.syntax.Node;
import io.promontory.rules.template.syntax.NodeText;
import io.promontory.rules.template.value.Value;
import io.promontory.rules.template.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions and methods with arguments that fit their parameters. */
final class Calls {
  private final Place place;
  private final Evaluator evaluator;
  private final Environment environment;

  Calls(Place place, Evaluator evaluator, Environment environment) {
    this.place = place;
    this.evaluator = evaluator;
    this.environment = environment;
  }

  /**
   * Calls a function.
   *
   * @param shown what an error of the function itself points at
   * @param last the value of the command before in a pipeline
   */
  Value call(
      Value dot, Function function, Node shown, List<Node.Operand> operands, @Nullable Value last)
      throws ExecutionException {
    int given = operands.size() + (last == null ? 0 : 1);
    if (function.isVariadic() ? given < function.fixed() : given != function.fixed()) {
      throw place.error(
          "wrong number of args for "
              + function.name()
              + ": want "
              + (function.isVariadic() ? "at least " : "")
              + function.fixed()
              + " got "
              + (function.isVariadic() ? operands.size() : given));
    }
    boolean or = function.name().equals("or");
    if (or || function.name().equals("and")) {
      return lazy(dot, or, operands, last);
    }
    List<Value> arguments = new ArrayList<>(given);
    for (int i = 0; i < operands.size(); i++) {
      arguments.add(argument(dot, function.parameter(i), operands.get(i)));
    }
    if (last != null) {
      arguments.add(fitting(last, function.parameter(operands.size())));
    }
    try {
      return function.body().call(environment, arguments);
    } catch (CallException e) {
      place.at(shown);
      throw place.error("error calling " + function.name() + ": " + e.getMessage());
    }
  }

  /** {@code and}, {@code or}: the first argument that decides, or the last. */
  private Value lazy(Value dot, boolean or, List<Node.Operand> operands, @Nullable Value last)
      throws ExecutionException {
    Value value = Value.NIL;
    for (Node.Operand operand : operands) {
      value = evaluator.any(dot, operand).unboxed();
      if (Values.isTrue(value) == or) {
        return value;
      }
    }
    return last == null ? value : last.unboxed();
  }

  private Value argument(Value dot, Parameter parameter, Node.Operand operand)
      throws ExecutionException {
    place.at(operand);
    switch (operand) {
      case Node.Nil nil -> {
        Value value = parameter.ofNil();
        if (value == null) {
          throw place.error("cannot assign nil to " + parameter.typeName());
        }
        return value;
      }
      case Node.Bool bool -> {
        return constant(dot, parameter, operand);
      }
      case Node.Number number -> {
        return constant(dot, parameter, operand);
      }
      case Node.Quoted quoted -> {
        return constant(dot, parameter, operand);
      }
      default -> {
        return fitting(evaluator.any(dot, operand), parameter);
      }
    }
  }

  /** A constant takes the type of the parameter, if it can. */
  private Value constant(Value dot, Parameter parameter, Node.Operand operand)
      throws ExecutionException {
    String shown = NodeText.of(operand);
    switch (parameter) {
      case ANY -> {
        return evaluator.any(dot, operand);
      }
      case STRING -> {
        if (operand instanceof Node.Quoted quoted) {
          return Value.text(quoted.value());
        }
        throw place.error("expected string; found " + shown);
      }
      case INT, DURATION -> {
        if (operand instanceof Node.Number number && number.constant().integer() != null) {
          long value = number.constant().integer();
          return parameter == Parameter.INT ? Value.integer(value) : new Value.Span(value);
        }
        throw place.error("expected integer; found " + shown);
      }
      default ->
          throw place.error("can't handle " + shown + " for arg of type " + parameter.typeName());
    }
  }

  private Value fitting(Value value, Parameter parameter) throws ExecutionException {
    if (value instanceof Value.Nil) {
      Value nil = parameter.ofNil();
      if (nil == null) {
        throw place.error("invalid value; expected " + parameter.typeName());
      }
      return nil;
    }
    Value fitting = parameter.of(value);
    if (fitting == null) {
      throw place.error(
          "wrong type for value; expected "
              + parameter.typeName()
              + "; got "
              + value.unboxed().typeName());
    }
    return fitting;
  }
}
