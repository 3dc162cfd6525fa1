package io.promontory.frontend.api;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.Utf8Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PromQL in parameters, its faults as {@code bad_data}. */
final class Expressions {
  private final FeatureFlags flags;

  Expressions(FeatureFlags flags) {
    this.flags = flags;
  }

  /**
   * Reads the parameter {@code query}.
   *
   * @throws ApiException that names the parameter
   */
  Expr parse(String text) {
    try {
      return PromQlParser.parse(text, flags);
    } catch (ParseException e) {
      throw ApiException.invalidParameter("query", e);
    }
  }

  /** What is wrong with an expression: nothing, or the first fault and where it is. */
  List<Map<String, Object>> faults(String text) {
    try {
      PromQlParser.parse(text, flags);
      return List.of();
    } catch (ParseException e) {
      byte[] bytes = Utf8Bytes.encode(text);
      return List.of(
          Map.of(
              "from", units(bytes, e.span().start()),
              "to", units(bytes, e.span().end()),
              "text", e.detail()));
    }
  }

  /** UTF-16 units of the first bytes of a text. */
  private static int units(byte[] text, int bytes) {
    return new String(text, 0, Math.clamp(bytes, 0, text.length), StandardCharsets.UTF_8).length();
  }

  /**
   * Reads an expression.
   *
   * @throws ApiException with the bare message
   */
  Expr parseBare(String text) {
    try {
      return PromQlParser.parse(text, flags);
    } catch (ParseException e) {
      throw ApiException.badData(e);
    }
  }

  /** The selectors in an expression, each once. */
  static List<List<Matcher>> selectorsOf(Expr expr) {
    return Selectors.of(expr).stream().map(VectorSelector::matchers).distinct().toList();
  }

  /**
   * Reads selectors of {@code match[]}, each of which must rule something out.
   *
   * @throws ApiException with the bare message
   */
  List<List<Matcher>> selectors(List<String> texts) {
    List<List<Matcher>> selectors = anySelectors(texts);
    for (List<Matcher> matchers : selectors) {
      if (!PromQlParser.hasNonEmptyMatcher(matchers)) {
        throw ApiException.badData("match[] must contain at least one non-empty matcher");
      }
    }
    return selectors;
  }

  /**
   * Reads selectors that may match anything.
   *
   * @throws ApiException with the bare message
   */
  List<List<Matcher>> anySelectors(List<String> texts) {
    List<List<Matcher>> selectors = new ArrayList<>();
    for (String text : texts) {
      selectors.add(selector(text));
    }
    return selectors;
  }

  /**
   * Reads a selector that may match anything.
   *
   * @throws ApiException that names the parameter
   */
  List<Matcher> selector(String parameter, String text) {
    try {
      return selector(text);
    } catch (ApiException e) {
      throw ApiException.invalidParameter(parameter, e);
    }
  }

  private List<Matcher> selector(String text) {
    try {
      return PromQlParser.parseSelector(text);
    } catch (ParseException e) {
      throw ApiException.badData(e);
    }
  }
}
