package io.promontory.rules.template.syntax;

import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Nodes as text, in the canonical form that error messages quote. */
public final class NodeText {
  private NodeText() {}

  public static String of(Node node) {
    return switch (node) {
      case Node.Text text -> text.text();
      case Node.Action action -> "{{" + of(action.pipe()) + "}}";
      case Node.Branch branch -> branch(branch);
      case Node.Invocation call ->
          "{{template "
              + GoStrings.quote(call.name())
              + (call.pipe() == null ? "" : " " + of(call.pipe()))
              + "}}";
      case Node.Break stop -> "{{break}}";
      case Node.Continue next -> "{{continue}}";
      case Node.Pipe pipe -> pipe(pipe);
      case Node.Command command -> joined(command.arguments());
      case Node.Identifier identifier -> identifier.name();
      case Node.Variable variable -> String.join(".", variable.path());
      case Node.Field field -> "." + String.join(".", field.path());
      case Node.Chain chain -> enclosed(chain.operand()) + "." + String.join(".", chain.path());
      case Node.Dot dot -> ".";
      case Node.Nil nil -> "nil";
      case Node.Bool bool -> Boolean.toString(bool.value());
      case Node.Number number -> number.constant().text();
      case Node.Quoted quoted -> quoted.source();
    };
  }

  private static String branch(Node.Branch branch) {
    String word =
        switch (branch.kind()) {
          case IF -> "if";
          case WITH -> "with";
          case RANGE -> "range";
        };
    List<Node.Statement> otherwise = branch.otherwise();
    return "{{"
        + word
        + " "
        + of(branch.pipe())
        + "}}"
        + all(branch.body())
        + (otherwise == null ? "" : "{{else}}" + all(otherwise))
        + "{{end}}";
  }

  private static String all(List<Node.Statement> body) {
    return body.stream().map(NodeText::of).collect(Collectors.joining());
  }

  private static String pipe(Node.Pipe pipe) {
    String declared =
        pipe.variables().isEmpty()
            ? ""
            : String.join(", ", pipe.variables()) + (pipe.assigns() ? " = " : " := ");
    List<String> commands = new ArrayList<>();
    pipe.commands().forEach(command -> commands.add(of(command)));
    return declared + String.join(" | ", commands);
  }

  private static String joined(List<Node.Operand> arguments) {
    return arguments.stream().map(NodeText::enclosed).collect(Collectors.joining(" "));
  }

  private static String enclosed(Node.Operand operand) {
    return operand instanceof Node.Pipe ? "(" + of(operand) + ")" : of(operand);
  }
}
