package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitLearnerTest {
  @Test
  void choosesALabelThatCutsEvenly() {
    SplitLearner learner = new SplitLearner();
    for (int i = 0; i < 16_000; i++) {
      learner.accept(
          Labels.of(
              "__name__",
              "m",
              "code",
              i % 10 == 0 ? "500" : "200",
              "instance",
              "i" + i,
              "job",
              "j" + (i / 8 % 10)));
    }
    ReadSplit split = learner.best(2);
    assertThat(split).isNotNull();
    assertThat(split.label()).isEqualTo("job");
    assertThat(split.named()).hasSize(1);
    assertThat(split.named().getFirst()).hasSize(5);
  }

  @Test
  void knowsWhenNoLabelHelps() {
    SplitLearner learner = new SplitLearner();
    for (int i = 0; i < 16_000; i++) {
      learner.accept(Labels.of("__name__", "m", "instance", "i" + i));
    }
    assertThat(learner.best(2)).isNull();
  }

  /** Every value, also one never seen or none at all, is in exactly one part. */
  @Test
  void partsAreDisjointAndWhole() {
    ReadSplit split =
        new ReadSplit("job", List.of(List.of("a", "b.c|d"), List.of("e+", "(f)", "^$\\")));
    List<Matcher> parts = split.parts();
    assertThat(parts).hasSize(3);
    for (String value :
        List.of("a", "b.c|d", "bxc", "d", "e+", "ee", "(f)", "f", "^$\\", "new", "", "A", "\n")) {
      assertThat(parts.stream().filter(part -> part.matches(value))).as(value).hasSize(1);
    }
    assertThat(parts.get(0).matches("b.c|d")).isTrue();
    assertThat(parts.get(1).matches("^$\\")).isTrue();
  }
}
