package io.promontory.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.function.StandardFunctions;
import io.promontory.promql.parse.PromQlParser;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final PlanOptions OPTIONS =
      new PlanOptions(300_000, 60_000, 0, FeatureFlags.NONE, Optimisation.ALL, Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a / b                           | b a
          a + b + c                       | c b a
          a * on (x) group_right b        | a b
          a and b or c                    | c b a
          topk(scalar(a), b)              | a b
          a > scalar(b)                   | b a
          sum(rate(a[5m])) / sum(a)       | a
          sum(a{x="1"}) / sum(a)          | a
          """)
  void readsAreInTheOrderOfEvaluation(String text, String metrics) {
    Plan plan =
        Planner.plan(
            PromQlParser.parse(text, FeatureFlags.NONE),
            new StepGrid(0, 600_000, 60_000),
            60_000,
            OPTIONS,
            new StandardFunctions(),
            request -> List.of(),
            () -> {});
    List<String> order =
        plan.readsInOrder().stream()
            .map(read -> plan.reads().get(read).matchers())
            .flatMap(matchers -> matchers.stream().filter(m -> m.name().equals("__name__")))
            .map(matcher -> matcher.value())
            .toList();
    assertThat(String.join(" ", order)).isEqualTo(metrics);
  }
}
