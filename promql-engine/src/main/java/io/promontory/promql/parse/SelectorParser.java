package io.promontory.promql.parse;

import static io.promontory.promql.parse.TokenKind.COMMA;
import static io.promontory.promql.parse.TokenKind.LEFT_BRACE;
import static io.promontory.promql.parse.TokenKind.RIGHT_BRACE;
import static io.promontory.promql.parse.TokenKind.RIGHT_PAREN;
import static io.promontory.promql.parse.TokenKind.STRING;

import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.InvalidMatcherException;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses selectors without their modifiers, and lists of label names. */
final class SelectorParser {
  private final TokenReader tokens;

  SelectorParser(TokenReader tokens) {
    this.tokens = tokens;
  }

  /** Whether a token may be a metric name: identifiers, and most keywords. */
  static boolean isMetricName(TokenKind kind) {
    return switch (kind) {
      case IDENTIFIER, METRIC_IDENTIFIER, AND, OR, UNLESS -> true;
      case BOOL, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT -> false;
      default ->
          switch (kind.category()) {
            case AGGREGATOR, KEYWORD, FUNCTION -> true;
            case OPERATOR, OTHER -> false;
          };
    };
  }

  /** A selector that starts with the next token. */
  VectorSelector selector() {
    if (tokens.at(LEFT_BRACE)) {
      return bare();
    }
    if (!isMetricName(tokens.peek().kind())) {
      throw tokens.unexpected();
    }
    return named(tokens.take());
  }

  /** {@code {a="b"}}. */
  VectorSelector bare() {
    Token open = tokens.take();
    List<Matcher> matchers = new ArrayList<>();
    Token close = matchers(matchers);
    return selector("", matchers, new Span(open.start(), close.end()));
  }

  /** {@code name} or {@code name{a="b"}}; the name has been taken. */
  VectorSelector named(Token name) {
    List<Matcher> matchers = new ArrayList<>();
    int end = name.end();
    if (tokens.takeIf(LEFT_BRACE)) {
      end = matchers(matchers).end();
    }
    matchers.add(Matcher.equal(Labels.METRIC_NAME, name.text()));
    return selector(name.text(), matchers, new Span(name.start(), end));
  }

  private static VectorSelector selector(String name, List<Matcher> matchers, Span span) {
    return new VectorSelector(name, matchers, TimeShift.NONE, false, false, span);
  }

  /** Parses matchers up to the closing brace, which it returns. */
  private Token matchers(List<Matcher> matchers) {
    if (tokens.at(RIGHT_BRACE)) {
      return tokens.take();
    }
    while (true) {
      matchers.add(matcher());
      if (tokens.at(RIGHT_BRACE)) {
        return tokens.take();
      }
      tokens.expect(COMMA, Expectation.MATCHER_END);
      if (tokens.at(RIGHT_BRACE)) {
        return tokens.take();
      }
    }
  }

  private Matcher matcher() {
    Token name = tokens.peek();
    if (name.is(STRING)) {
      tokens.take();
      String unquoted = StringScanner.unquote(name.text());
      Matcher.@Nullable Type type = operator();
      if (type == null) {
        return Matcher.equal(Labels.METRIC_NAME, unquoted);
      }
      tokens.take();
      return matcher(type, name, unquoted);
    }
    if (!name.is(TokenKind.IDENTIFIER)) {
      throw tokens.unexpected(Expectation.MATCHER);
    }
    tokens.take();
    Matcher.@Nullable Type type = operator();
    if (type == null) {
      throw tokens.unexpected(Expectation.MATCHER_OPERATOR);
    }
    tokens.take();
    return matcher(type, name, name.text());
  }

  private Matcher.@Nullable Type operator() {
    return switch (tokens.peek().kind()) {
      case EQL -> Matcher.Type.EQ;
      case NEQ -> Matcher.Type.NEQ;
      case EQL_REGEX -> Matcher.Type.RE;
      case NEQ_REGEX -> Matcher.Type.NRE;
      default -> null;
    };
  }

  private Matcher matcher(Matcher.Type type, Token label, String name) {
    Token value = tokens.expect(STRING, Expectation.MATCHER_VALUE);
    try {
      return Matcher.of(type, name, StringScanner.unquote(value.text()));
    } catch (InvalidMatcherException e) {
      throw tokens.error(new Span(label.start(), value.end()), String.valueOf(e.getMessage()));
    }
  }

  /** {@code (a, b)}, the label names of {@code by}, {@code on} and their kin. */
  List<String> labelNames() {
    tokens.expect(TokenKind.LEFT_PAREN, Expectation.GROUPING);
    List<String> names = new ArrayList<>();
    if (tokens.takeIf(RIGHT_PAREN)) {
      return names;
    }
    while (true) {
      names.add(labelName());
      if (tokens.takeIf(RIGHT_PAREN)) {
        return names;
      }
      tokens.expect(COMMA, Expectation.GROUPING_END);
      if (tokens.takeIf(RIGHT_PAREN)) {
        return names;
      }
    }
  }

  private String labelName() {
    Token token = tokens.peek();
    if (!token.is(STRING) && !isLabelName(token.kind())) {
      throw tokens.unexpected(Expectation.GROUPING_LABEL);
    }
    tokens.take();
    if (!token.is(STRING)) {
      return token.text();
    }
    String name = StringScanner.unquote(token.text());
    if (name.isEmpty() || name.codePoints().anyMatch(SelectorParser::isEscapedByte)) {
      throw tokens.error(token.span(), "invalid label name for grouping: " + GoStrings.quote(name));
    }
    return name;
  }

  /** Unlike metric names, label names may be any keyword but {@code without}. */
  private static boolean isLabelName(TokenKind kind) {
    return switch (kind) {
      case ATAN2, BOOL, ON, IGNORING, GROUP_LEFT, GROUP_RIGHT -> true;
      case WITHOUT -> false;
      default -> isMetricName(kind);
    };
  }

  private static boolean isEscapedByte(int c) {
    return c >= 0xdc80 && c <= 0xdcff;
  }
}
