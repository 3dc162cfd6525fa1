package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What queries over a few series at 10 s yield. */
class EngineTest {
  private static final double GAP = TestData.GAP;

  private final TestData data =
      new TestData()
          .series(List.of("__name__", "m_total", "job", "a", "i", "1"), 0, 10, 20, 30, 40, 50, 60)
          .series(List.of("__name__", "m_total", "job", "a", "i", "2"), 0, 1, 2, 3, 4, 5, 6)
          .series(List.of("__name__", "m_total", "job", "b", "i", "1"), 0, 5, 10, 0, 5, 10, 15)
          .series(List.of("__name__", "gone"), 1, 2, TestData.STALE, GAP, 3)
          .series(List.of("__name__", "x", "k", "1"), 7)
          .series(List.of("__name__", "y", "k", "1"), GAP, 8);

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void elementsOfAnInstantVectorAreOrderedByLabels() {
    assertThat(data.instant("m_total", 60))
        .isEqualTo(
            """
            {__name__="m_total", i="1", job="a"} 60
            {__name__="m_total", i="1", job="b"} 15
            {__name__="m_total", i="2", job="a"} 6\
            """);
  }

  @Test
  void ratesOfACounterWithAReset() {
    assertThat(data.range("sum by (job) (rate(m_total[20s]))", 60, 20))
        .isEqualTo(
            """
            {job="a"} 1.1@20 1.1@40 1.1@60
            {job="b"} 0.5@20 0.25@40 0.5@60\
            """);
  }

  @Test
  void seriesThatLoseTheTypeThatToldThemApartAreAnError() {
    data.series(List.of("__name__", "t", "__type__", "counter", "i", "1"), 1, 2, 3)
        .series(List.of("__name__", "t", "__type__", "gauge", "i", "1"), GAP, GAP, GAP, 1, 2);
    assertThat(data.instant("t", 40))
        .isEqualTo(
            """
            {__name__="t", __type__="counter", i="1"} 3
            {__name__="t", __type__="gauge", i="1"} 2""");
    assertThatThrownBy(() -> data.instant("-t", 40))
        .hasMessage("vector cannot contain metrics with the same labelset");
    assertThatThrownBy(() -> data.range("rate(t[20s])", 40, 10))
        .hasMessage("vector cannot contain metrics with the same labelset");
  }

  @Test
  void staleMarkersEndAnInstantVectorAndAreNoSamplesOfARange() {
    assertThat(data.range("gone", 50, 10)).isEqualTo("{__name__=\"gone\"} 1@0 2@10 3@40 3@50");
    assertThat(data.instant("count_over_time(gone[1m])", 45)).isEqualTo("{} 3");
    assertThat(data.instant("gone[1m]", 45)).isEqualTo("{__name__=\"gone\"} 1@0 2@10 3@40");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          sum(m_total)                        | {} 81
          avg by (job) (m_total)              | {job="a"} 33;{job="b"} 15
          count without (i) (m_total)         | {job="a"} 2;{job="b"} 1
          min(m_total) + max(m_total)         | {} 66
          group by (job) (m_total)            | {job="a"} 1;{job="b"} 1
          stdvar(m_total)                     | {} 558
          quantile(0.5, m_total)              | {} 15
          topk(1, m_total)                    | {__name__="m_total", i="1", job="a"} 60
          bottomk by (job) (1, m_total)       | {__name__="m_total", i="2", job="a"} 6;{__name__="m_total", i="1", job="b"} 15
          count_values("v", m_total > 10)     | {v="15"} 1;{v="60"} 1
          count_values by (job) ("v", m_total > bool 10) | {job="a", v="0"} 1;{job="a", v="1"} 1;{job="b", v="1"} 1
          count_values without (v, i) ("v", m_total)     | {job="a"} 2;{job="b"} 1
          count_values by (i) ("job", m_total > bool 10) | {i="1", job="1"} 2;{i="2", job="0"} 1
          count_values without (i) ("job", m_total > bool 10)      | {job="0"} 1;{job="1"} 2
          count_values without (i) ("__name__", m_total > bool 10) | {job="a"} 2;{job="b"} 1
          count_values("__name__", m_total > bool 10)    | {__name__="0"} 1;{__name__="1"} 2
          sort(m_total)                       | {__name__="m_total", i="2", job="a"} 6;{__name__="m_total", i="1", job="b"} 15;{__name__="m_total", i="1", job="a"} 60
          m_total{job="b"} offset 20s         | {__name__="m_total", i="1", job="b"} 5
          m_total{job="b"} @ 20               | {__name__="m_total", i="1", job="b"} 10
          m_total{job="b"} @ end() offset -1m | {__name__="m_total", i="1", job="b"} 15
          -m_total{job="b"}                   | {i="1", job="b"} -15
          m_total > 6 < 60                    | {__name__="m_total", i="1", job="b"} 15
          m_total == bool 6                   | {i="1", job="a"} 0;{i="1", job="b"} 0;{i="2", job="a"} 1
          10 < m_total{i="1"}                 | {__name__="m_total", i="1", job="a"} 60;{__name__="m_total", i="1", job="b"} 15
          m_total / on (i, job) m_total       | {i="1", job="a"} 1;{i="1", job="b"} 1;{i="2", job="a"} 1
          m_total * on (job) group_left sum by (job) (m_total{i="2"})  | {i="1", job="a"} 360;{i="2", job="a"} 36
          m_total and on (job) m_total{i="2"} | {__name__="m_total", i="1", job="a"} 60;{__name__="m_total", i="2", job="a"} 6
          m_total unless on (job) m_total{i="2"}  | {__name__="m_total", i="1", job="b"} 15
          sum(m_total) or vector(3)           | {} 81
          sum(none) or vector(3)              | {} 3
          absent(none{a="b", c=~"d"})         | {a="b"} 1
          absent(m_total)                     | ~~
          scalar(m_total) + 1                 | NaN
          scalar(m_total{i="2"}) + time()     | 66
          "text"                              | text
          2 ^ 3 ^ 0                           | 2
          timestamp(m_total{i="2"} offset 5s) | {i="2", job="a"} 50
          label_replace(m_total{i="2"}, "j", "$1-", "job", "(.*)")  | {__name__="m_total", i="2", j="a-", job="a"} 6
          label_join(m_total{i="2"}, "j", "/", "job", "i")          | {__name__="m_total", i="2", j="a/2", job="a"} 6
          sum_over_time(sum(m_total)[30s:10s])                      | {} 195
          max_over_time(rate(m_total{job="b"}[20s])[40s:20s])       | {i="1", job="b"} 0.5
          """)
  void valuesAtOneMinute(String query, String elements) {
    assertThat(data.instant(query, 60)).isEqualTo(elements.replace(";", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m_total + on (job) m_total     | found duplicate series for the match group {job="a"} on the right hand-side of the operation: [{__name__="m_total", i="2", job="a"}, {__name__="m_total", i="1", job="a"}];many-to-many matching not allowed: matching labels must be unique on one side
          m_total + on (job) sum by (job) (m_total)              | multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)
          m_total * on (job) group_left (i) m_total{i="2"}       | multiple matches for labels: grouping labels must ensure unique matches
          abs({k="1"})                   | vector cannot contain metrics with the same labelset
          topk(NaN, m_total)             | Parameter value is NaN
          topk(1e30, m_total)            | Scalar value 1e+30 overflows int64
          1 </ 2                         | operator "</" not allowed for Scalar operations
          time() >/ 2                    | operator ">/" not allowed for Scalar operations
          count_values("", m_total)      | invalid label name ""
          label_replace(m_total, "j", "", "job", "(")            | invalid regular expression in label_replace(): (
          label_replace(m_total, "j", "", "job", "((a{9}){99}){9}") | invalid regular expression in label_replace(): ((a{9}){99}){9}
          """)
  void errors(String query, String message) {
    assertThatThrownBy(() -> data.instant(query, 60))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.EXECUTION))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 / 0                  | +Inf
          -1 / 0                 | -Inf
          1.0000025              | 1.000002
          0.0000005 - 0.000001   | -0.000000
          """)
  void tellsAFactorThatIsNoneAsGoWritesIt(String factor, String shown) {
    try (TestData data =
        new TestData(FeatureFlags.ALL_SYNTAX).series(List.of("__name__", "m"), 1, 2, 3)) {
      String query = "double_exponential_smoothing(m[1m], %s, 0.5)".formatted(factor);
      assertThatThrownBy(() -> data.instant(query, 20))
          .hasMessage("invalid smoothing factor. Expected: 0 < sf < 1, got: " + shown);
    }
  }

  @Test
  void quantilesMayBeToldByTheName() {
    try (TestData data =
        new TestData(FeatureFlags.ALL_SYNTAX)
            .series(List.of("__name__", "b", "le", "1", "x", "1"), 5)
            .series(List.of("__name__", "b", "le", "+Inf", "x", "1"), 10)) {
      assertThat(data.instant("histogram_quantiles(b, \"__name__\", 0.5, 0.9)", 0))
          .isEqualTo(
              """
              {__name__="0.5", x="1"} 1
              {__name__="0.9", x="1"} 1""");
    }
  }

  /** Forty times in one another, each twice as long as the one in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "label_replace(%s, \"k\", \"$1$1\", \"k\", \"(.*)\")",
        "label_join(%s, \"k\", \"\", \"k\", \"k\")"
      })
  void aValueDoublesOnlySoOften(String function) {
    String query = "x";
    for (int i = 0; i < 40; i++) {
      query = function.formatted(query);
    }
    String deep = query;
    assertThatThrownBy(() -> data.instant(deep, 0))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("() would make a value of label k of more than 65536 characters");
  }

  /** Many buckets, in an order that is not that of their bounds, at many steps. */
  @Test
  void manyBucketsAreSortedOnce() {
    for (int i = 0; i < 3000; i++) {
      data.series(List.of("__name__", "b", "le", "" + (7 * i % 3000)), 1, 1, 1, 1, 1, 1, 1);
    }
    data.series(List.of("__name__", "b", "le", "+Inf"), 3000, 3000, 3000, 3000, 3000, 3000, 3000);
    assertThat(data.range("histogram_quantile(0, b)", 60, 30)).isEqualTo("{} 0@0 0@30 0@60");
  }

  @Test
  void whatDoesNotParseIsBadData() {
    assertThatThrownBy(() -> data.instant("sum(", 0))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.kind()).isEqualTo(QueryException.Kind.BAD_DATA));
    assertThatThrownBy(() -> data.range("m_total[1m]", 60, 10))
        .hasMessage(
            "invalid expression type \"range vector\" for range query, must be Scalar or instant"
                + " Vector");
  }

  @Test
  void parametersMayChangeFromStepToStep() {
    assertThat(data.range("topk(scalar(sum(m_total{i=\"2\"})), m_total{i=\"1\"})", 20, 10))
        .isEqualTo(
            """
            {__name__="m_total", i="1", job="a"} 10@10 20@20
            {__name__="m_total", i="1", job="b"} 10@20\
            """);
  }

  @Test
  void whatIsFixedInTimeIsShownAtAllSteps() {
    assertThat(data.range("sum(m_total @ 20) + time() * 0", 20, 10))
        .isEqualTo("{} 32@0 32@10 32@20");
    assertThat(data.range("1 + 1", 20, 10)).isEqualTo("{} 2@0 2@10 2@20");
  }

  @Test
  void seriesThatLoseTheirNamesAreOneWhereTheyShareNoStep() {
    String query = "abs({__name__=~\"x|y\"} @ 0) or abs({__name__=\"y\"})";
    assertThat(data.range(query, 10, 10)).isEqualTo("{k=\"1\"} 7@0 7@10");
    assertThatThrownBy(() -> data.range("abs({__name__=~\"x|y\"})", 10, 10))
        .hasMessage("vector cannot contain metrics with the same labelset");
  }

  @Test
  void namesCanBeRemovedAtTheEnd() {
    try (TestData delayed =
        new TestData(new FeatureFlags(false, false, false, true, false, false, false))) {
      delayed
          .series(List.of("__name__", "x", "k", "1"), 1, 2)
          .series(List.of("__name__", "y", "k", "1"), 3, 4);
      String named = "label_replace(abs({k=\"1\"}), \"n\", \"$1\", \"__name__\", \"(.*)\")";
      assertThat(delayed.instant(named, 10))
          .isEqualTo("{k=\"1\", n=\"x\"} 2\n{k=\"1\", n=\"y\"} 4");
      assertThatThrownBy(() -> delayed.instant("abs({k=\"1\"})", 10))
          .hasMessage("vector cannot contain metrics with the same labelset");
    }
  }

  @Test
  void warnsAndInforms() {
    assertThat(data.run(Query.instant("rate(x[1m]) or rate(gone[5m])", 60_000)).infos())
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"gone\" (1:21)");
    assertThat(data.run(Query.instant("1 + rate(gone[5m:10s])", 60_000)).infos())
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"gone\" (1:1)");
    assertThat(data.run(Query.instant("quantile(2, x)", 0)).warnings())
        .containsExactly("PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)");
    assertThat(data.run(Query.range("sort(x)", 0, 10_000, 10_000)).warnings())
        .containsExactly(
            "PromQL warning: sort is ineffective for range queries since results are always ordered"
                + " by labels (1:1)");
  }
}
