package io.promontory.it.differential.generated;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;

/** Where Promontory means to answer otherwise than Prometheus 3.14; {@code docs/adr} says why. */
final class Deviations {
  private Deviations() {}

  static boolean has(String expression) {
    try {
      return Walk.any(
          PromQlParser.parse(expression, FeatureFlags.ALL_SYNTAX),
          Deviations::isTimestampOfShifted);
    } catch (ParseException e) {
      return false;
    }
  }

  /** {@code timestamp(selector @ t offset o)}. */
  private static boolean isTimestampOfShifted(Expr expr) {
    if (!(expr instanceof Call call) || !call.function().name().endsWith("timestamp")) {
      return false;
    }
    Expr argument = call.args().getFirst();
    while (argument instanceof Paren paren) {
      argument = paren.expr();
    }
    return argument instanceof VectorSelector selector
        && selector.shift().at() != null
        && selector.shift().offsetMs() != 0;
  }
}
