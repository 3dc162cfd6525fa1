package io.promontory.rules.template.syntax;

import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads pipelines: declarations, commands, operands. Knows the variables in scope. */
final class PipelineParser {
  /** Far more than anybody writes, far less than the stack takes. */
  private static final int MAX_DEPTH = 500;

  private final TokenReader tokens;
  private final Predicate<String> isFunction;
  private List<String> variables = new ArrayList<>(List.of("$"));
  private int depth;

  PipelineParser(TokenReader tokens, Predicate<String> isFunction) {
    this.tokens = tokens;
    this.isFunction = isFunction;
  }

  /** How many variables are in scope. */
  int scope() {
    return variables.size();
  }

  /** Ends a scope. */
  void leave(int scope) {
    variables.subList(scope, variables.size()).clear();
  }

  /** The variables of a template that begins here; returns those in scope so far. */
  List<String> enterTemplate() {
    List<String> before = variables;
    variables = new ArrayList<>(List.of("$"));
    return before;
  }

  void leaveTemplate(List<String> before) {
    variables = before;
  }

  Node.Pipe pipeline(String context, TokenKind end) throws TemplateSyntaxException {
    int at = tokens.peekNonSpace().at();
    List<String> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      int mark = tokens.mark();
      Token token = tokens.nextNonSpace();
      if (token.is(end)) {
        check(commands, context);
        return new Node.Pipe(at, List.copyOf(declared), assigns, List.copyOf(commands));
      }
      switch (token.kind()) {
        case BOOL,
            CHARACTER_CONSTANT,
            COMPLEX,
            DOT,
            FIELD,
            IDENTIFIER,
            NUMBER,
            NIL,
            RAW_STRING,
            STRING,
            VARIABLE,
            LEFT_PARENTHESIS -> {
          tokens.reset(mark);
          commands.add(command());
        }
        default -> throw tokens.unexpected(token, context);
      }
    }
  }

  private boolean declarations(String context, List<String> declared)
      throws TemplateSyntaxException {
    while (tokens.peekNonSpace().is(TokenKind.VARIABLE)) {
      int mark = tokens.mark();
      String name = tokens.next().text();
      Token after = tokens.peekNonSpace();
      if (after.is(TokenKind.ASSIGN) || after.is(TokenKind.DECLARE)) {
        tokens.next();
        declare(name, declared);
        return after.is(TokenKind.ASSIGN);
      }
      if (!after.is(TokenKind.CHARACTER) || !after.text().equals(",")) {
        tokens.reset(mark);
        return false;
      }
      tokens.next();
      declare(name, declared);
      if (!context.equals("range") || declared.size() >= 2) {
        throw tokens.error("too many declarations in " + context);
      }
      switch (tokens.peekNonSpace().kind()) {
        case VARIABLE, RIGHT_DELIMITER, RIGHT_PARENTHESIS -> {
          // the second variable
        }
        default -> throw tokens.error("range can only initialize variables");
      }
    }
    return false;
  }

  private void declare(String name, List<String> declared) {
    declared.add(name);
    variables.add(name);
  }

  private void check(List<Node.Command> commands, String context) throws TemplateSyntaxException {
    if (commands.isEmpty()) {
      throw tokens.error("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).arguments().get(0)) {
        case Node.Bool b -> throw notExecutable(i);
        case Node.Dot d -> throw notExecutable(i);
        case Node.Nil n -> throw notExecutable(i);
        case Node.Number n -> throw notExecutable(i);
        case Node.Quoted q -> throw notExecutable(i);
        default -> {
          // a function, a method, or a variable that may not be one
        }
      }
    }
  }

  private TemplateSyntaxException notExecutable(int stage) {
    return tokens.error("non executable command in pipeline stage " + (stage + 1));
  }

  private Node.Command command() throws TemplateSyntaxException {
    int at = tokens.peekNonSpace().at();
    List<Node.Operand> arguments = new ArrayList<>();
    while (true) {
      tokens.peekNonSpace();
      Node.Operand operand = operand();
      if (operand != null) {
        arguments.add(operand);
      }
      int mark = tokens.mark();
      Token token = tokens.next();
      switch (token.kind()) {
        case SPACE -> {
          continue;
        }
        case RIGHT_DELIMITER, RIGHT_PARENTHESIS -> tokens.reset(mark);
        case PIPE -> {
          // the next command follows
        }
        default -> throw tokens.unexpected(token, "operand");
      }
      if (arguments.isEmpty()) {
        throw tokens.error("empty command");
      }
      return new Node.Command(at, List.copyOf(arguments));
    }
  }

  private Node.@Nullable Operand operand() throws TemplateSyntaxException {
    Node.Operand node = term();
    if (node == null || !tokens.peek().is(TokenKind.FIELD)) {
      return node;
    }
    int at = tokens.peek().at();
    List<String> path = new ArrayList<>();
    if (node instanceof Node.Variable variable) {
      path.addAll(variable.path());
    } else if (node instanceof Node.Field field) {
      path.addAll(field.path());
    }
    while (tokens.peek().is(TokenKind.FIELD)) {
      path.add(tokens.next().text().substring(1));
    }
    return switch (node) {
      case Node.Variable variable -> new Node.Variable(at, List.copyOf(path));
      case Node.Field field -> new Node.Field(at, List.copyOf(path));
      case Node.Bool b -> throw noField(node);
      case Node.Quoted q -> throw noField(node);
      case Node.Number n -> throw noField(node);
      case Node.Nil n -> throw noField(node);
      case Node.Dot d -> throw noField(node);
      default -> new Node.Chain(at, node, List.copyOf(path));
    };
  }

  private TemplateSyntaxException noField(Node node) {
    return tokens.error("unexpected . after term " + GoStrings.quote(NodeText.of(node)));
  }

  private Node.@Nullable Operand term() throws TemplateSyntaxException {
    int mark = tokens.mark();
    Token token = tokens.nextNonSpace();
    int at = token.at();
    try {
      Node.Operand node =
          switch (token.kind()) {
            case IDENTIFIER -> function(token);
            case DOT -> new Node.Dot(at);
            case NIL -> new Node.Nil(at);
            case VARIABLE -> variable(token);
            case FIELD -> new Node.Field(at, List.of(token.text().substring(1)));
            case BOOL -> new Node.Bool(at, token.text().equals("true"));
            case CHARACTER_CONSTANT -> new Node.Number(at, NumberConstant.character(token.text()));
            case COMPLEX -> new Node.Number(at, NumberConstant.complex(token.text()));
            case NUMBER -> new Node.Number(at, NumberConstant.of(token.text()));
            case STRING, RAW_STRING ->
                new Node.Quoted(at, token.text(), Unquote.string(token.text()));
            case LEFT_PARENTHESIS -> parenthesis();
            default -> null;
          };
      if (node != null) {
        return node;
      }
    } catch (ConstantException e) {
      throw tokens.error(String.valueOf(e.getMessage()));
    }
    tokens.reset(mark);
    return null;
  }

  private Node.Operand function(Token token) throws TemplateSyntaxException {
    if (!isFunction.test(token.text())) {
      throw tokens.error("function " + GoStrings.quote(token.text()) + " not defined");
    }
    return new Node.Identifier(token.at(), token.text());
  }

  private Node.Operand variable(Token token) throws TemplateSyntaxException {
    if (!variables.contains(token.text())) {
      throw tokens.error("undefined variable " + GoStrings.quote(token.text()));
    }
    return new Node.Variable(token.at(), List.of(token.text()));
  }

  private Node.Operand parenthesis() throws TemplateSyntaxException {
    if (depth >= MAX_DEPTH) {
      throw tokens.error("max expression depth exceeded");
    }
    depth++;
    Node.Operand pipe = pipeline("parenthesized pipeline", TokenKind.RIGHT_PARENTHESIS);
    depth--;
    return pipe;
  }
}
