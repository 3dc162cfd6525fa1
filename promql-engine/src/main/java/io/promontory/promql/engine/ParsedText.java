package io.promontory.promql.engine;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.parse.PromQlParser;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is asked for again and again, as those of rules: parsed with the first query.
 * Safe for concurrent use.
 */
public final class ParsedText {
  private final String text;
  private volatile @Nullable Parsed parsed;

  public ParsedText(String text) {
    this.text = text;
  }

  private record Parsed(FeatureFlags flags, Expr expr) {}

  String text() {
    return text;
  }

  Expr expr(FeatureFlags flags) {
    Parsed known = parsed;
    if (known == null || !known.flags.equals(flags)) {
      known = new Parsed(flags, PromQlParser.parse(text, flags));
      parsed = known;
    }
    return known.expr;
  }
}
