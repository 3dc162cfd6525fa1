package io.promontory.rules.template;

import io.promontory.rules.template.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks what stands in an action behind its keyword: names, pipelines, declared variables. */
final class PipelineChecker {
  private final List<TemplateToken> tokens;
  private final Set<String> variables;
  private int at;

  /** Variables that the pipeline declares are added to {@code variables}. */
  PipelineChecker(List<TemplateToken> tokens, Set<String> variables) {
    this.tokens = tokens;
    this.variables = variables;
  }

  PipelineChecker skip(int count) {
    at += count;
    return this;
  }

  /** A quoted name of a template. */
  PipelineChecker name(String where) throws TemplateException {
    TemplateToken token = next();
    if (token.kind() != Kind.LITERAL
        || !(token.text().startsWith("\"") || token.text().startsWith("`"))) {
      throw new TemplateException(token.line(), "{{" + where + "}} needs a quoted name");
    }
    return this;
  }

  /** Nothing more. */
  void end(String where) throws TemplateException {
    if (peek().kind() != Kind.END) {
      throw unexpected(peek(), where);
    }
  }

  /** A pipeline, or nothing. */
  void optional() throws TemplateException {
    if (peek().kind() != Kind.END) {
      whole("template");
    }
  }

  /** A pipeline up to the end of the action. */
  void whole(String where) throws TemplateException {
    List<String> declared = declarations(where);
    pipeline(where);
    end(where);
    variables.addAll(declared);
  }

  private List<String> declarations(String where) throws TemplateException {
    List<String> names = new ArrayList<>();
    int look = at;
    while (tokens.get(look).kind() == Kind.VARIABLE) {
      names.add(tokens.get(look).text());
      Kind after = tokens.get(look + 1).kind();
      if (after == Kind.DECLARE || after == Kind.ASSIGN) {
        for (String name : names) {
          if (after == Kind.ASSIGN && !variables.contains(name)) {
            throw new TemplateException(
                tokens.get(look).line(), "undefined variable \"$" + name + "\"");
          }
        }
        at = look + 2;
        return names;
      }
      if (after != Kind.COMMA || !where.equals("range")) {
        return List.of();
      }
      look += 2;
    }
    return List.of();
  }

  private void pipeline(String where) throws TemplateException {
    command(where);
    while (peek().kind() == Kind.PIPE) {
      at++;
      TemplateToken first = peek();
      if (first.kind() == Kind.LITERAL || first.kind() == Kind.DOT) {
        throw new TemplateException(first.line(), "a value cannot follow | : " + first.text());
      }
      command(where);
    }
  }

  private void command(String where) throws TemplateException {
    TemplateToken first = peek();
    if (!operand()) {
      throw first.kind() == Kind.END
          ? new TemplateException(first.line(), "missing value for " + where)
          : unexpected(first, where);
    }
    while (operand()) {
      // arguments
    }
  }

  /** Reads one operand with its fields, if one stands here. */
  private boolean operand() throws TemplateException {
    TemplateToken token = peek();
    switch (token.kind()) {
      case LITERAL, DOT, FIELD -> at++;
      case VARIABLE -> {
        if (!variables.contains(token.text())) {
          throw new TemplateException(token.line(), "undefined variable \"$" + token.text() + "\"");
        }
        at++;
      }
      case WORD -> {
        boolean value = Set.of("true", "false", "nil").contains(token.text());
        if (!value && !TemplateFunctions.has(token.text())) {
          throw new TemplateException(
              token.line(), "function \"" + token.text() + "\" is not defined");
        }
        at++;
      }
      case OPEN -> {
        at++;
        pipeline("parenthesis");
        if (next().kind() != Kind.CLOSE) {
          throw new TemplateException(token.line(), "unclosed parenthesis");
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private TemplateToken peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private TemplateToken next() {
    TemplateToken token = peek();
    at++;
    return token;
  }

  private static TemplateException unexpected(TemplateToken token, String where) {
    return new TemplateException(token.line(), "unexpected " + token.text() + " in " + where);
  }
}
