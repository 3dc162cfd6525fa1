package io.promontory.rules.template;

import io.promontory.rules.template.TemplateToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that a text is a template: actions closed, blocks balanced, functions and variables known.
 * What a template yields is not looked at.
 */
public final class TemplateSyntax {
  /** Set for every alert. */
  private static final Set<String> VARIABLES =
      Set.of("", "labels", "externalLabels", "externalURL", "value");

  /** An open {@code if}, {@code with}, {@code range}, {@code define} or {@code block}. */
  private static final class Block {
    final TemplateToken opening;
    final Set<String> variables;
    boolean hasElse;

    Block(TemplateToken opening, Set<String> variables) {
      this.opening = opening;
      this.variables = variables;
    }
  }

  private final Deque<Block> open = new ArrayDeque<>();
  private Set<String> variables = new HashSet<>(VARIABLES);

  private TemplateSyntax() {}

  /**
   * Checks a text.
   *
   * @throws TemplateException at the first fault
   */
  public static void check(String text) throws TemplateException {
    new TemplateSyntax().run(text);
  }

  private void run(String text) throws TemplateException {
    int line = 1;
    int at = 0;
    for (int action = text.indexOf("{{"); action >= 0; action = text.indexOf("{{", at)) {
      line += newlines(text, at, action);
      int inside = action + 2;
      boolean trims =
          text.startsWith("- ", inside)
              || text.startsWith("-\n", inside)
              || text.startsWith("-\t", inside);
      inside += trims ? 1 : 0;
      int comment = inside + (trims ? 1 : 0);
      if (text.startsWith("/*", comment)) {
        at = endOfComment(text, comment, line);
      } else {
        ActionLexer lexer = new ActionLexer(text, inside, line);
        action(lexer.read());
        at = lexer.end();
      }
      line += newlines(text, action, at);
    }
    if (!open.isEmpty()) {
      throw new TemplateException(line, "{{" + open.peek().opening.text() + "}} has no {{end}}");
    }
  }

  private static int endOfComment(String text, int from, int line) throws TemplateException {
    int close = text.indexOf("*/", from);
    int end = close < 0 ? -1 : text.indexOf("}}", close);
    if (end < 0 || !text.substring(close + 2, end).replace("-", "").isBlank()) {
      throw new TemplateException(line, "unclosed comment");
    }
    return end + 2;
  }

  private static int newlines(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  private void action(List<TemplateToken> tokens) throws TemplateException {
    TemplateToken first = tokens.get(0);
    PipelineChecker rest = new PipelineChecker(tokens, variables);
    if (first.kind() != Kind.WORD) {
      rest.whole("command");
      return;
    }
    switch (first.text()) {
      case "if", "with", "range" -> {
        open(first);
        new PipelineChecker(tokens, variables).skip(1).whole(first.text());
      }
      case "else" -> otherwise(tokens);
      case "end" -> {
        rest.skip(1).end("end");
        if (open.isEmpty()) {
          throw new TemplateException(first.line(), "unexpected {{end}}");
        }
        variables = open.pop().variables;
      }
      case "define" -> {
        open(first);
        variables = new HashSet<>(Set.of(""));
        rest.skip(1).name("define").end("define");
      }
      case "block" -> {
        open(first);
        rest.skip(1).name("block").whole("block");
        variables = new HashSet<>(Set.of(""));
      }
      case "template" -> rest.skip(1).name("template").optional();
      case "break", "continue" -> {
        rest.skip(1).end(first.text());
        if (open.stream().noneMatch(block -> block.opening.is("range"))) {
          throw new TemplateException(first.line(), "{{" + first.text() + "}} outside {{range}}");
        }
      }
      default -> rest.whole("command");
    }
  }

  private void open(TemplateToken opening) {
    open.push(new Block(opening, variables));
    variables = new HashSet<>(variables);
  }

  private void otherwise(List<TemplateToken> tokens) throws TemplateException {
    TemplateToken first = tokens.get(0);
    Block block = open.peek();
    if (block == null
        || block.hasElse
        || !Set.of("if", "with", "range").contains(block.opening.text())) {
      throw new TemplateException(first.line(), "unexpected {{else}}");
    }
    variables = new HashSet<>(block.variables);
    TemplateToken second = tokens.get(1);
    if (second.is(block.opening.text()) && !second.is("range")) {
      new PipelineChecker(tokens, variables).skip(2).whole(second.text());
    } else {
      block.hasElse = true;
      new PipelineChecker(tokens, variables).skip(1).end("else");
    }
  }
}
