package io.promontory.rules.template.exec;

import io.promontory.rules.template.function.Environment;
import io.promontory.rules.template.function.Function;
import io.promontory.rules.template.function.Functions;
import io.promontory.rules.template.function.Methods;
import io.promontory.rules.template.syntax.Node;
import io.promontory.rules.template.syntax.NodeText;
import io.promontory.rules.template.syntax.NumberConstant;
import io.promontory.rules.template.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes pipelines, commands and operands. Where a parameter is called {@code last}, it is the
 * value that a pipeline hands to the command as its last argument, null for none.
 */
final class Evaluator {
  private final Place place;
  private final Variables variables;
  private final Budget budget;
  private final Calls calls;

  Evaluator(Place place, Variables variables, Budget budget, Environment environment) {
    this.place = place;
    this.variables = variables;
    this.budget = budget;
    this.calls = new Calls(place, this, environment);
  }

  /** The value of a pipeline; what it declares stays in scope. */
  Value pipeline(Value dot, Node.Pipe pipe) throws ExecutionException {
    place.at(pipe);
    Value value = null;
    for (Node.Command command : pipe.commands()) {
      value = command(dot, command, value).unboxed();
      check(budget.spendOn(value));
    }
    Value result = value == null ? Value.NIL : value;
    for (String name : pipe.variables()) {
      if (pipe.assigns()) {
        variables.set(variable(name), result);
      } else {
        variables.push(name, result);
      }
    }
    return result;
  }

  void check(String problem) throws ExecutionException {
    if (!problem.isEmpty()) {
      throw place.error(problem);
    }
  }

  /** The place of a variable. */
  int variable(String name) throws ExecutionException {
    int found = variables.find(name);
    if (found < 0) {
      throw place.error("undefined variable: " + name);
    }
    return found;
  }

  private Value command(Value dot, Node.Command command, @Nullable Value last)
      throws ExecutionException {
    List<Node.Operand> arguments = command.arguments();
    Node.Operand first = arguments.get(0);
    switch (first) {
      case Node.Field field -> {
        return field(dot, field, arguments, last);
      }
      case Node.Chain chain -> {
        return chain(dot, chain, arguments, last);
      }
      case Node.Identifier function -> {
        return function(dot, function, command, arguments, last);
      }
      case Node.Pipe pipe -> {
        noArguments(arguments, last);
        return pipeline(dot, pipe);
      }
      case Node.Variable variable -> {
        return variable(dot, variable, arguments, last);
      }
      default -> {
        place.at(first);
        noArguments(arguments, last);
        return constant(dot, first);
      }
    }
  }

  private void noArguments(List<Node.Operand> arguments, @Nullable Value last)
      throws ExecutionException {
    if (arguments.size() > 1 || last != null) {
      throw place.error("can't give argument to non-function " + NodeText.of(arguments.get(0)));
    }
  }

  private Value constant(Value dot, Node.Operand word) throws ExecutionException {
    return switch (word) {
      case Node.Bool bool -> Value.bool(bool.value());
      case Node.Dot d -> dot;
      case Node.Number number -> number(number);
      case Node.Quoted quoted -> Value.text(quoted.value());
      default -> throw place.error(NodeText.of(word) + " is not a command");
    };
  }

  /** The value of a number whose type only its spelling tells. */
  private Value number(Node.Number node) throws ExecutionException {
    place.at(node);
    NumberConstant number = node.constant();
    if (number.imaginary() != null && number.real() != null) {
      return new Value.Complex(number.real(), number.imaginary());
    }
    if (number.isWrittenAsFloat() && number.real() != null) {
      return Value.floating(number.real());
    }
    if (number.integer() != null) {
      return Value.integer(number.integer());
    }
    throw place.error(number.text() + " overflows int");
  }

  /** An operand as an argument of any type. */
  Value any(Value dot, Node.Operand operand) throws ExecutionException {
    place.at(operand);
    return switch (operand) {
      case Node.Nil nil -> Value.NIL;
      case Node.Field field -> field(dot, field, List.of(operand), null);
      case Node.Variable variable -> variable(dot, variable, List.of(operand), null);
      case Node.Pipe pipe -> pipeline(dot, pipe);
      case Node.Identifier function -> function(dot, function, function, List.of(operand), null);
      case Node.Chain chain -> chain(dot, chain, List.of(operand), null);
      case Node.Bool b -> constant(dot, operand);
      case Node.Dot d -> dot;
      case Node.Number n -> constant(dot, operand);
      case Node.Quoted q -> constant(dot, operand);
    };
  }

  private Value function(
      Value dot,
      Node.Identifier node,
      Node shown,
      List<Node.Operand> arguments,
      @Nullable Value last)
      throws ExecutionException {
    place.at(node);
    Function function = Functions.get(node.name());
    if (function == null) {
      throw place.error("\"" + node.name() + "\" is not a defined function");
    }
    return calls.call(dot, function, shown, tail(arguments), last);
  }

  private static List<Node.Operand> tail(List<Node.Operand> arguments) {
    return arguments.subList(1, arguments.size());
  }

  private Value field(
      Value dot, Node.Field field, List<Node.Operand> arguments, @Nullable Value last)
      throws ExecutionException {
    place.at(field);
    return path(dot, dot, field, field.path(), arguments, last);
  }

  private Value chain(
      Value dot, Node.Chain chain, List<Node.Operand> arguments, @Nullable Value last)
      throws ExecutionException {
    place.at(chain);
    Value receiver = any(dot, chain.operand());
    return path(dot, receiver, chain, chain.path(), arguments, last);
  }

  private Value variable(
      Value dot, Node.Variable variable, List<Node.Operand> arguments, @Nullable Value last)
      throws ExecutionException {
    place.at(variable);
    List<String> path = variable.path();
    Value value = variables.get(variable(path.get(0)));
    if (path.size() == 1) {
      noArguments(arguments, last);
      return value;
    }
    return path(dot, value, variable, path.subList(1, path.size()), arguments, last);
  }

  /** Follows a path; only what it ends in may be a method with arguments. */
  private Value path(
      Value dot,
      Value start,
      Node node,
      List<String> path,
      List<Node.Operand> arguments,
      @Nullable Value last)
      throws ExecutionException {
    Value receiver = start;
    for (int i = 0; i < path.size() - 1; i++) {
      receiver = member(dot, receiver, path.get(i), node, List.of(), null);
    }
    return member(dot, receiver, path.getLast(), node, tail(arguments), last);
  }

  private Value member(
      Value dot,
      Value receiver,
      String name,
      Node node,
      List<Node.Operand> arguments,
      @Nullable Value last)
      throws ExecutionException {
    if (receiver instanceof Value.Nil) {
      return Value.NIL;
    }
    String type = receiver.typeName();
    Value target = receiver.indirect();
    if (target instanceof Value.Nil) {
      throw place.error("nil pointer evaluating " + type + "." + name);
    }
    Function method = Methods.of(receiver, name);
    if (method != null) {
      return calls.call(dot, method, node, arguments, last);
    }
    boolean hasArguments = !arguments.isEmpty() || last != null;
    Value inner = target instanceof Value.Described described ? described.value() : target;
    if (inner instanceof Value.Struct struct) {
      Value field = struct.field(name);
      if (field != null) {
        if (hasArguments) {
          throw place.error(name + " has arguments but cannot be invoked as function");
        }
        return field;
      }
    } else if (inner instanceof Value.Mapping map) {
      if (hasArguments) {
        throw place.error(name + " is not a method but has arguments");
      }
      return map.entries().getOrDefault(name, map.missing());
    } else if (inner instanceof Value.Pointer) {
      throw place.error("nil pointer evaluating " + type + "." + name);
    }
    throw place.error("can't evaluate field " + name + " in type " + type);
  }
}
