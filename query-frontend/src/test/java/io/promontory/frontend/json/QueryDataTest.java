package io.promontory.frontend.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.QueryStats;
import io.promontory.promql.plan.CostChoice;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QueryDataTest {
  private static final Labels UP = Labels.of("__name__", "up", "html", "<b>");

  private static String text(JsonBody body) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    JsonOutput out = new JsonOutput(sink);
    body.writeTo(out);
    out.flush();
    return sink.toString(UTF_8);
  }

  private static String data(QueryValue value) throws IOException {
    return text(new QueryData(value, null));
  }

  @Test
  void scalarsAndStringsHaveShortTimes() throws IOException {
    assertThat(data(new QueryValue.Scalar(1_500, 1e21)))
        .isEqualTo("{\"resultType\":\"scalar\",\"result\":[1.5,\"1000000000000000000000\"]}");
    assertThat(data(new QueryValue.Text(-1_000, "a\bé<")))
        .isEqualTo("{\"resultType\":\"string\",\"result\":[-1,\"a\\bé\\u003c\"]}");
  }

  @Test
  void vector() throws IOException {
    QueryValue.Sample sample = new QueryValue.Sample(UP, 1_500, 0.5);
    assertThat(data(new QueryValue.Vector(List.of(sample, sample))))
        .isEqualTo(
            "{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"html\":\"<b>\"},\"value\":[1.500,\"0.5\"]},"
                + "{\"metric\":{\"__name__\":\"up\",\"html\":\"<b>\"},\"value\":[1.500,\"0.5\"]}]}");
    assertThat(data(new QueryValue.Vector(List.of())))
        .isEqualTo("{\"resultType\":\"vector\",\"result\":[]}");
  }

  @Test
  void matrixReadsOnlyTheEntriesThatCount() throws IOException {
    PointSeries two =
        new PointSeries(Labels.EMPTY, new long[] {0, 15_000, 9}, new double[] {1, 2, 9}, 2);
    PointSeries none = new PointSeries(UP, new long[] {7}, new double[] {7}, 0);
    assertThat(data(new QueryValue.Matrix(List.of(two, none))))
        .isEqualTo(
            "{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{},\"values\":[[0,\"1\"],[15,\"2\"]]},"
                + "{\"metric\":{\"__name__\":\"up\",\"html\":\"<b>\"}}]}");
    assertThat(data(new QueryValue.Matrix(List.of())))
        .isEqualTo("{\"resultType\":\"matrix\",\"result\":[]}");
  }

  @Test
  void histogramsHaveElementsOfTheirOwn() throws IOException {
    HistogramLayout layout =
        new HistogramLayout(
            0, 0.001, new int[] {1, 3}, new int[] {0, 1}, HistogramLayout.NO_BOUNDS);
    FloatHistogram histogram =
        new FloatHistogram(
            layout, ResetHint.UNKNOWN, 9.5, 2, Double.NaN, new double[] {3, 0, 2.5, 2});
    String json =
        "{\"count\":\"9.5\",\"sum\":\"NaN\",\"buckets\":["
            + "[1,\"-1\",\"-0.5\",\"2\"],[3,\"-0.001\",\"0.001\",\"2\"],"
            + "[0,\"1\",\"2\",\"3\"],[0,\"4\",\"8\",\"2.5\"]]}";
    FloatHistogram empty =
        new FloatHistogram(HistogramLayout.EMPTY, ResetHint.UNKNOWN, 0, 0, 1e-7, new double[0]);
    assertThat(
            data(
                new QueryValue.Vector(
                    List.of(
                        new QueryValue.Sample(Labels.EMPTY, 1500, 0, histogram),
                        new QueryValue.Sample(Labels.EMPTY, 2000, 0, empty)))))
        .isEqualTo(
            "{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{},\"histogram\":[1.500,"
                + json
                + "]},{\"metric\":{},\"histogram\":[2,{\"count\":\"0\",\"sum\":\"1e-07\"}]}]}");
    FloatHistogram[] column = {histogram, null, empty};
    PointSeries mixed =
        new PointSeries(
            Labels.EMPTY, new long[] {0, 1000, 2000}, new double[] {0, 4, 0}, column, 2);
    assertThat(data(new QueryValue.Matrix(List.of(mixed))))
        .isEqualTo(
            "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},"
                + "\"values\":[[1,\"4\"]],\"histograms\":[[0,"
                + json
                + "]]}]}");
  }

  @Test
  void statsFollowTheResult() throws IOException {
    QueryStats stats = new QueryStats(1_000_000, 2_000_000, 100, 0, 5_000_000_000L, 7, 5, 3);
    assertThat(text(new QueryData(new QueryValue.Scalar(0, 1), stats)))
        .isEqualTo(
            "{\"resultType\":\"scalar\",\"result\":[0,\"1\"],\"stats\":{\"timings\":{"
                + "\"evalTotalTime\":0.0030001,\"resultSortTime\":1e-7,"
                + "\"queryPreparationTime\":0.001,\"innerEvalTime\":0.002,"
                + "\"execQueueTime\":0,\"execTotalTime\":5},"
                + "\"samples\":{\"totalQueryableSamples\":7,\"samplesRead\":5,\"peakSamples\":3}}}");
  }

  @Test
  void costsFollowTheAccountsOfStores() throws IOException {
    QueryStats stats = new QueryStats(0, 0, 0, 0, 0, 0, 0, 0);
    CostChoice choice = new CostChoice("amp", "sum(rate(x[1h]))", false, 57_840.4, 480, true);
    QueryValue value = new QueryValue.Scalar(0, 1);
    assertThat(text(new QueryData(value, stats, Completeness.NONE_ASKED, List.of(choice))))
        .endsWith(
            ",\"stores\":[],\"costs\":[{\"store\":\"amp\",\"expression\":\"sum(rate(x[1h]))\","
                + "\"evaluated\":false,\"billedToEvaluate\":57840,\"billedToRead\":480,"
                + "\"guessed\":true}]}}");
    assertThat(text(new QueryData(value, stats, null, List.of(choice)))).doesNotContain("costs");
  }

  @Test
  void envelopeShowsTenAnnotationsAndCountsTheRest() throws IOException {
    List<String> twelve = new ArrayList<>(Collections.nCopies(12, "w"));
    assertThat(text(Envelope.success(JsonTree.of(List.of()), twelve, List.of("a<b"))))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[],\"warnings\":["
                + "\"w\",".repeat(10)
                + "\"2 more warning annotations omitted\"],\"infos\":[\"a\\u003cb\"]}");
  }

  @Test
  void errorsHaveNoData() throws IOException {
    assertThat(text(Envelope.error("bad_data", "1:1: unexpected \"<\"")))
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\","
                + "\"error\":\"1:1: unexpected \\\"\\u003c\\\"\"}");
  }

  @Test
  void treesOfEveryKind() throws IOException {
    Map<String, Object> tree = new TreeMap<>();
    tree.put("a>", List.of(1, 2L, 0.5, true, "x>"));
    tree.put("b", Map.of());
    tree.put("c", null);
    tree.put("d", UP);
    assertThat(text(JsonTree.of(tree)))
        .isEqualTo(
            "{\"a\\u003e\":[1,2,0.5,true,\"x\\u003e\"],\"b\":{},\"c\":null,"
                + "\"d\":{\"__name__\":\"up\",\"html\":\"<b>\"}}");
    assertThat(text(JsonTree.unescaped(Map.of(">=", true)))).isEqualTo("{\">=\":true}");
  }
}
