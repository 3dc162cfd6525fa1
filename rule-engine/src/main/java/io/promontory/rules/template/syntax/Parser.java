package io.promontory.rules.template.syntax;

import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a template. */
public final class Parser {
  /** How deep blocks may nest: the stack of whoever walks the tree is finite. */
  private static final int MAX_NESTING = 500;

  /** A body with the word that ended it. */
  private record Body(List<Node.Statement> statements, Token end) {}

  private final TokenReader tokens;
  private final PipelineParser pipelines;
  private final Map<String, List<Node.Statement>> bodies = new HashMap<>();
  private int rangeDepth;
  private int nesting;

  private Parser(String name, String text, Predicate<String> isFunction) {
    this.tokens = new TokenReader(name, text);
    this.pipelines = new PipelineParser(tokens, isFunction);
  }

  /**
   * Parses a text.
   *
   * @param name what errors call the template
   * @throws TemplateSyntaxException at the first fault
   */
  public static ParsedTemplate parse(String name, String text, Predicate<String> isFunction)
      throws TemplateSyntaxException {
    Parser parser = new Parser(name, text, isFunction);
    parser.define(name, parser.top());
    return new ParsedTemplate(name, text, Map.copyOf(parser.bodies));
  }

  private List<Node.Statement> top() throws TemplateSyntaxException {
    List<Node.Statement> statements = new ArrayList<>();
    while (!tokens.peek().is(TokenKind.EOF)) {
      int mark = tokens.mark();
      if (tokens.next().is(TokenKind.LEFT_DELIMITER)
          && tokens.nextNonSpace().is(TokenKind.DEFINE)) {
        definition();
        continue;
      }
      tokens.reset(mark);
      Node.Statement statement = statement();
      if (statement == null) {
        throw tokens.error("unexpected " + shownEnd(tokens.nextNonSpace()));
      }
      statements.add(statement);
    }
    return List.copyOf(statements);
  }

  private static String shownEnd(Token word) {
    return word.is(TokenKind.END) ? "{{end}}" : "{{else}}";
  }

  private void define(String name, List<Node.Statement> body) throws TemplateSyntaxException {
    List<Node.Statement> before = bodies.get(name);
    if (before == null || isEmpty(before)) {
      bodies.put(name, body);
    } else if (!isEmpty(body)) {
      throw tokens.error("template: multiple definition of template " + GoStrings.quote(name));
    }
  }

  private static boolean isEmpty(List<Node.Statement> body) {
    return body.stream().allMatch(node -> node instanceof Node.Text text && text.text().isBlank());
  }

  private void definition() throws TemplateSyntaxException {
    String name = templateName(tokens.nextNonSpace(), "define clause");
    tokens.expect(TokenKind.RIGHT_DELIMITER, "define clause");
    define(name, separateBody("define clause"));
  }

  private List<Node.Statement> separateBody(String context) throws TemplateSyntaxException {
    List<String> outer = pipelines.enterTemplate();
    int ranges = rangeDepth;
    rangeDepth = 0;
    Body body = body();
    if (!body.end().is(TokenKind.END)) {
      throw tokens.error("unexpected " + shownEnd(body.end()) + " in " + context);
    }
    finish(body.end());
    rangeDepth = ranges;
    pipelines.leaveTemplate(outer);
    return body.statements();
  }

  /** Reads up to {@code end} or {@code else}, which is read too, but not what follows it. */
  private Body body() throws TemplateSyntaxException {
    if (nesting >= MAX_NESTING) {
      throw tokens.error("blocks nested more than " + MAX_NESTING + " deep");
    }
    nesting++;
    List<Node.Statement> statements = new ArrayList<>();
    while (!tokens.peekNonSpace().is(TokenKind.EOF)) {
      Node.Statement statement = statement();
      if (statement == null) {
        nesting--;
        return new Body(List.copyOf(statements), tokens.nextNonSpace());
      }
      statements.add(statement);
    }
    throw tokens.error("unexpected EOF");
  }

  /** The statement that stands here; null before {@code end} or {@code else}. */
  private Node.@Nullable Statement statement() throws TemplateSyntaxException {
    Token token = tokens.nextNonSpace();
    if (token.is(TokenKind.TEXT)) {
      return new Node.Text(token.at(), token.text());
    }
    if (!token.is(TokenKind.LEFT_DELIMITER)) {
      throw tokens.unexpected(token, "input");
    }
    tokens.actionStarts(token.line());
    Node.Statement action = action();
    tokens.actionStarts(0);
    return action;
  }

  private Node.@Nullable Statement action() throws TemplateSyntaxException {
    int mark = tokens.mark();
    Token word = tokens.nextNonSpace();
    switch (word.kind()) {
      case BLOCK:
        return block();
      case BREAK:
      case CONTINUE:
        return jump(word);
      case ELSE:
        finishElse();
        tokens.reset(mark);
        return null;
      case END:
        finish(word);
        tokens.reset(mark);
        return null;
      case IF:
        return branch(Node.Branching.IF, "if");
      case RANGE:
        return branch(Node.Branching.RANGE, "range");
      case TEMPLATE:
        return invocation();
      case WITH:
        return branch(Node.Branching.WITH, "with");
      default:
        tokens.reset(mark);
        int at = tokens.peekNonSpace().at();
        return new Node.Action(at, pipelines.pipeline("command", TokenKind.RIGHT_DELIMITER));
    }
  }

  private void finish(Token end) throws TemplateSyntaxException {
    tokens.expect(TokenKind.RIGHT_DELIMITER, end.text());
  }

  /** Reads what follows {@code else}; true if it is another branch, whose word is left. */
  private @Nullable TokenKind finishElse() throws TemplateSyntaxException {
    Token word = tokens.peekNonSpace();
    if (word.is(TokenKind.IF) || word.is(TokenKind.WITH)) {
      return word.kind();
    }
    tokens.expect(TokenKind.RIGHT_DELIMITER, "else");
    return null;
  }

  private Node.Statement jump(Token word) throws TemplateSyntaxException {
    String shown = "{{" + word.text() + "}}";
    Token end = tokens.nextNonSpace();
    if (!end.is(TokenKind.RIGHT_DELIMITER)) {
      throw tokens.unexpected(end, shown);
    }
    if (rangeDepth == 0) {
      throw tokens.error(shown + " outside {{range}}");
    }
    return word.is(TokenKind.BREAK) ? new Node.Break(word.at()) : new Node.Continue(word.at());
  }

  private Node.Branch branch(Node.Branching kind, String context) throws TemplateSyntaxException {
    int scope = pipelines.scope();
    Node.Pipe pipe = pipelines.pipeline(context, TokenKind.RIGHT_DELIMITER);
    rangeDepth += kind == Node.Branching.RANGE ? 1 : 0;
    Body body = body();
    rangeDepth -= kind == Node.Branching.RANGE ? 1 : 0;
    List<Node.Statement> otherwise = null;
    if (body.end().is(TokenKind.END)) {
      finish(body.end());
    } else {
      otherwise = otherwise(kind);
    }
    pipelines.leave(scope);
    return new Node.Branch(kind, pipe.at(), pipe, body.statements(), otherwise);
  }

  private List<Node.Statement> otherwise(Node.Branching kind) throws TemplateSyntaxException {
    TokenKind word = finishElse();
    if (kind == Node.Branching.IF && word == TokenKind.IF) {
      return List.of(chained(kind, "if"));
    }
    if (kind == Node.Branching.WITH && word == TokenKind.WITH) {
      return List.of(chained(kind, "with"));
    }
    Body body = body();
    if (!body.end().is(TokenKind.END)) {
      throw tokens.error("expected end; found {{else}}");
    }
    finish(body.end());
    return body.statements();
  }

  /** {@code else if}: a branch of its own that shares the {@code end}. */
  private Node.Statement chained(Node.Branching kind, String context)
      throws TemplateSyntaxException {
    tokens.nextNonSpace();
    if (nesting >= MAX_NESTING) {
      throw tokens.error("blocks nested more than " + MAX_NESTING + " deep");
    }
    nesting++;
    Node.Statement branch = branch(kind, context);
    nesting--;
    return branch;
  }

  private Node.Statement block() throws TemplateSyntaxException {
    Token word = tokens.nextNonSpace();
    String name = templateName(word, "block clause");
    Node.Pipe pipe = pipelines.pipeline("block clause", TokenKind.RIGHT_DELIMITER);
    define(name, separateBody("block clause"));
    return new Node.Invocation(word.at(), name, pipe);
  }

  private Node.Statement invocation() throws TemplateSyntaxException {
    Token word = tokens.nextNonSpace();
    String name = templateName(word, "template clause");
    int mark = tokens.mark();
    Node.Pipe pipe = null;
    if (!tokens.nextNonSpace().is(TokenKind.RIGHT_DELIMITER)) {
      tokens.reset(mark);
      pipe = pipelines.pipeline("template clause", TokenKind.RIGHT_DELIMITER);
    }
    return new Node.Invocation(word.at(), name, pipe);
  }

  private String templateName(Token token, String context) throws TemplateSyntaxException {
    if (!token.is(TokenKind.STRING) && !token.is(TokenKind.RAW_STRING)) {
      throw tokens.unexpected(token, context);
    }
    try {
      return Unquote.string(token.text());
    } catch (ConstantException e) {
      throw tokens.error(String.valueOf(e.getMessage()));
    }
  }
}
