package io.promontory.promql.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.parse.PromQlParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {
  private static Expr parse(String text) {
    return PromQlParser.parse(text, FeatureFlags.ALL_SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x{c='3',a='1'}               | x{a=\"1\",c=\"3\"}",
        "{'m.x',\"a b\"!='1'}         | {\"a b\"!=\"1\",__name__=\"m.x\"}",
        "x[90s] offset 3600 @ 5       | x[1m30s] @ 5.000 offset 1h",
        "x @ start() offset -1w       | x @ start() offset -1w",
        "x smoothed offset 1m         | x smoothed offset 1m",
        "x[5m] anchored               | x[5m] anchored",
        "sum(x) by (a,'b c')          | sum by (a, \"b c\") (x)",
        "topk without() (3, x)        | topk without () (3, x)",
        "sum by () (x)                | sum(x)",
        "a*on(x)group_left(y)b        | a * on (x) group_left (y) b",
        "a==bool ignoring()b          | a == bool b",
        "a + fill_left(1) fill_right(1) b | a + fill (1) b",
        "a + fill_left(1e7) b         | a + fill_left (1e+07) b",
        "x[step()*2:(1m)]             | x[step() * 2:1m]",
        "x offset -(1m+2m)            | x offset -(1m + 2m)",
        "1e21 + 0x10 + 1h             | 1000000000000000000000 + 16 + 1h",
        "+-1                          | -1",
        "-(x)                         | -(x)",
        "label_join(x,'a',`\\`)       | label_join(x, \"a\", \"\\\\\")",
      })
  void printsTheCanonicalForm(String text, String printed) {
    if (text.startsWith("label_join")) {
      assertThat(Printer.print(parse(text.replace(")", ",'s')"))))
          .isEqualTo(printed.replace(")", ", \"s\")"));
      return;
    }
    assertThat(Printer.print(parse(text))).isEqualTo(printed);
    assertThat(Printer.print(parse(printed))).isEqualTo(printed);
  }

  @Test
  void splitsWhatExceedsALine() {
    String metric = "a_metric_name_of_some_length_";
    String query =
        "sum by (job) (rate(%s1[5m]) / on (job) group_left (x) (%s2 + %s3 + %s4)) > bool 1"
            .replace("%s", metric);
    assertThat(PrettyPrinter.print(parse(query)))
        .isEqualTo(
            """
              sum by (job) (
                  rate(%s1[5m])
                / on (job) group_left (x)
                  (%s2 + %s3 + %s4)
              )
            > bool
              1"""
                .replace("%s", metric));
    assertThat(PrettyPrinter.print(parse("a+b"))).isEqualTo("a + b");
  }

  @Test
  void treeHasTheShapeOfTheApi() {
    Map<String, Object> tree = AstTree.of(parse("rate(x{a=\"b\"}[5m] offset 1m)"));
    assertThat(tree).containsEntry("type", "call").containsOnlyKeys("args", "func", "type");
    assertThat(tree.get("func"))
        .isEqualTo(
            Map.of(
                "name",
                "rate",
                "argTypes",
                List.of("matrix"),
                "variadic",
                0L,
                "returnType",
                "vector"));
    @SuppressWarnings("unchecked")
    Map<String, Object> selector = ((List<Map<String, Object>>) tree.get("args")).getFirst();
    assertThat(selector)
        .containsEntry("type", "matrixSelector")
        .containsEntry("range", 300_000L)
        .containsEntry("offset", 60_000L)
        .containsEntry("offsetExpr", null)
        .containsEntry(
            "matchers",
            List.of(
                Map.of("name", "a", "type", "=", "value", "b"),
                Map.of("name", "__name__", "type", "=", "value", "x")));
  }
}
