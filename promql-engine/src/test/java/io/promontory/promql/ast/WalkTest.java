package io.promontory.promql.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.print.Printer;
import org.junit.jupiter.api.Test;

class WalkTest {
  private final Expr expr =
      PromQlParser.parse(
          "topk(2, -rate(a[5m]) + on (x) (b)) > quantile_over_time(0.5, max(c)[1h:1m])",
          FeatureFlags.NONE);

  @Test
  void findsSelectorsInOrderOfWriting() {
    assertThat(Selectors.of(expr)).extracting(VectorSelector::name).containsExactly("a", "b", "c");
  }

  @Test
  void transformsFromTheLeavesUp() {
    Expr doubled =
        Walk.transform(
            expr,
            e ->
                e instanceof NumberLiteral n
                    ? new NumberLiteral(2 * n.value(), n.duration(), n.span())
                    : e);
    assertThat(Printer.print(doubled))
        .isEqualTo("topk(4, -rate(a[5m]) + on (x) (b)) > quantile_over_time(1, max(c)[1h:1m])");
    assertThat(Walk.transform(expr, e -> e)).isEqualTo(expr);
  }
}
