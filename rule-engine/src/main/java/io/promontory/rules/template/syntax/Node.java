package io.promontory.rules.template.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a parsed template. Immutable. */
public sealed interface Node permits Node.Statement, Node.Operand, Node.Command {
  /** Index in the template of the character that errors point at. */
  int at();

  /** What stands between delimiters, or around text. */
  sealed interface Statement extends Node {}

  /** Plain text. */
  record Text(int at, String text) implements Statement {}

  /** {@code {{ pipeline }}}. */
  record Action(int at, Pipe pipe) implements Statement {}

  /** Which of the three branches. */
  enum Branching {
    IF,
    WITH,
    RANGE
  }

  /** {@code if}, {@code with} and {@code range}. */
  record Branch(
      Branching kind, int at, Pipe pipe, List<Statement> body, @Nullable List<Statement> otherwise)
      implements Statement {}

  /** {@code {{ template "name" pipeline }}}. */
  record Invocation(int at, String name, @Nullable Pipe pipe) implements Statement {}

  /** {@code {{ break }}}. */
  record Break(int at) implements Statement {}

  /** {@code {{ continue }}}. */
  record Continue(int at) implements Statement {}

  /** Commands, each given the value of the one before; {@code $} is part of a variable's name. */
  record Pipe(int at, List<String> variables, boolean assigns, List<Command> commands)
      implements Operand {}

  /** A function, method or value with its arguments. */
  record Command(int at, List<Operand> arguments) implements Node {}

  /** What a command consists of. */
  sealed interface Operand extends Node {}

  /** The name of a function. */
  record Identifier(int at, String name) implements Operand {}

  /** {@code $x.field.field}; the first element is the variable with its dollar. */
  record Variable(int at, List<String> path) implements Operand {}

  /** {@code .field.field}. */
  record Field(int at, List<String> path) implements Operand {}

  /** {@code (pipeline).field} or {@code function.field}. */
  record Chain(int at, Operand operand, List<String> path) implements Operand {}

  /** {@code .}. */
  record Dot(int at) implements Operand {}

  /** {@code nil}. */
  record Nil(int at) implements Operand {}

  /** {@code true} or {@code false}. */
  record Bool(int at, boolean value) implements Operand {}

  /** A number or character constant. */
  record Number(int at, NumberConstant constant) implements Operand {}

  /** A string constant, as written and as meant. */
  record Quoted(int at, String source, String value) implements Operand {}
}
