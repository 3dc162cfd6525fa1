package io.promontory.promql.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.ast.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationCollectorTest {
  private final AnnotationCollector notes = new AnnotationCollector();

  @Test
  void showsPrefixTextAndPositionInBytes() {
    notes.warning(AnnotationTexts.invalidQuantile(15), new Span(9, 11));
    assertThat(notes.warnings("quantile(15, x)"))
        .containsExactly("PromQL warning: quantile value should be between 0 and 1, got 15 (1:10)");
    assertThat(notes.warnings("{a=\"ä\"}\n+ 1")).singleElement().asString().endsWith("(2:1)");
    assertThat(notes.infos("quantile(15, x)")).isEmpty();
  }

  @Test
  void keepsEqualTextsOnceAtTheLastPosition() {
    notes.info(AnnotationTexts.possibleNonCounter("a"), new Span(20, 21));
    notes.info(AnnotationTexts.possibleNonCounter("a"), new Span(5, 6));
    assertThat(notes.infos("x".repeat(30)))
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"a\" (1:21)");
  }

  @Test
  void mergesNotesAboutMonotonicity() {
    notes.forcedMonotonicity("m", 60_000, 0.5, 2, 0.126, new Span(4, 5));
    notes.forcedMonotonicity("m", 120_999, 0.1, 1, 3, new Span(14, 15));
    notes.forcedMonotonicity("", 0, 1, 1, 12345, new Span(0, 1));
    assertThat(notes.infos("x".repeat(30)))
        .containsExactly(
            "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                + ", from buckets 1 to 1, with a max diff of 1.2e+04, over 1 samples from"
                + " 1970-01-01T00:00:00Z to 1970-01-01T00:00:00Z (1:1)",
            "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
                + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
                + " for metric name \"m\", from buckets 0.1 to 2, with a max diff of 3, over 2"
                + " samples from 1970-01-01T00:01:00Z to 1970-01-01T00:02:00Z (1:5)");
  }

  @Test
  void countsOverlapsByMetric() {
    notes.startTimeOverlap("m", new Span(14, 15));
    notes.startTimeOverlap("m", new Span(4, 5));
    notes.startTimeOverlap("", new Span(0, 1));
    assertThat(notes.warnings("x".repeat(30)))
        .containsExactly(
            "PromQL warning: sample has start time that overlaps with previous sample timestamp"
                + " for metric \"\" (1:1)",
            "PromQL warning: sample has start time that overlaps with previous sample timestamp"
                + " for metric \"m\" (2 occurrences) (1:5)");
  }

  @Test
  void leavesNothingOut() {
    for (int i = 0; i < 13; i++) {
      notes.info("note " + i, new Span(i, i));
      notes.warning("warning " + i, new Span(i, i));
    }
    assertThat(notes.infos("x".repeat(30)))
        .hasSize(13)
        .startsWith("PromQL info: note 0 (1:1)")
        .endsWith("PromQL info: note 12 (1:13)");
    assertThat(notes.warnings("x".repeat(30))).hasSize(13);
  }

  @Test
  void countsLinesAndBytes() {
    for (int at : List.of(0, 3, 4, 5, 7, 8)) {
      notes.info("at " + at, new Span(at, at));
    }
    assertThat(notes.infos("ä+\n\n1+\n"))
        .containsExactly(
            "PromQL info: at 0 (1:1)",
            "PromQL info: at 3 (1:4)",
            "PromQL info: at 4 (2:1)",
            "PromQL info: at 5 (3:1)",
            "PromQL info: at 7 (3:3)",
            "PromQL info: at 8 (4:1)");
  }

  @Test
  void saysWhereAPositionIsUnknown() {
    notes.info("note", new Span(9, 9));
    assertThat(notes.infos("")).containsExactly("PromQL info: note (unknown position)");
    assertThat(notes.infos("abc")).containsExactly("PromQL info: note (invalid position)");
  }
}
