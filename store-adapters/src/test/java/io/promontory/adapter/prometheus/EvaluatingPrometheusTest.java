package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StorePart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real servers that evaluate. */
@Timeout(120)
class EvaluatingPrometheusTest {
  private static final long START = 1_768_003_200_000L;
  private static final String CONFIG = "global: {external_labels: {cluster: c1, region: r1}}";

  @TempDir Path directory;

  private PrometheusProcess start(Binary binary, String... flags) {
    PrometheusProcess server = PrometheusProcess.start(binary, CONFIG, directory, flags);
    RemoteWriter writer = new RemoteWriter();
    for (int series = 0; series < 3; series++) {
      Labels labels = Labels.of("__name__", "m", "i", "" + series, "job", "j" + series % 2);
      for (int i = 0; i < 240; i++) {
        // Off the steps, so that the edges of windows do not matter.
        writer.add(labels, START + 457 + i * 15_000L, i * 0.1 * (series + 1));
      }
    }
    writer.sendTo(server.uri());
    return server;
  }

  private static PrometheusStore store(PrometheusProcess server, Pushdown pushdown) {
    return new PrometheusStore(
        PrometheusStoreConfig.of("prom", server.uri())
            .withExternalLabels(Labels.of("region", "eu"))
            .withPushdown(pushdown));
  }

  private static ServerFacts facts(PrometheusProcess server) {
    try (StoreHttpClient http =
        new StoreHttpClient(
            "prom", server.uri(), HttpClientConfig.DEFAULT, Duration.ofSeconds(20))) {
      HttpApi api = new HttpApi("prom", http, 1 << 20);
      return new FactReads(api, Labels.EMPTY, Pushdown.AUTO).read(QueryContext.unbounded());
    }
  }

  private static void checkAnswers(StorePart part) {
    assertThat(part.hidden()).isEqualTo(Labels.of("cluster", "c1", "region", "eu"));
    QueryContext context = QueryContext.unbounded();
    PartQuery query =
        new PartQuery(
            "sum by (job) (rate(m[5m]))", START + 600_001, START + 1_800_000, 100_003, 300_000);
    PartAnswer answer = part.evaluate(query, context);
    assertThat(answer.completeness().isWhole()).isTrue();
    assertThat(answer.series())
        .extracting(StepSeries::labels)
        .containsExactlyInAnyOrder(Labels.of("job", "j0"), Labels.of("job", "j1"));
    for (StepSeries series : answer.series()) {
      assertThat(series.size()).isEqualTo(12);
      assertThat(series.timestamps()[11]).isEqualTo(START + 600_001 + 11 * 100_003);
      double perSecond = series.labels().getOrEmpty("job").equals("j0") ? 4 : 2;
      assertThat(Arrays.stream(series.values(), 0, series.size()))
          .allSatisfy(value -> assertThat(value).isCloseTo(perSecond * 0.1 / 15, within(1e-12)));
    }
    PartQuery last = new PartQuery("count(m)", START + 3_600_000, START + 3_600_000, 1, 20_000);
    assertThat(part.evaluate(last, context).series().getFirst().values()[0]).isEqualTo(3);
    PartQuery unknown = new PartQuery("sum(nope(m))", START, START, 1, 1);
    StoreException declined =
        catchThrowableOfType(StoreException.class, () -> part.evaluate(unknown, context));
    assertThat(declined.kind()).isEqualTo(Kind.UNSUPPORTED);
    assertThat(declined).hasMessageContaining("unknown function with name \"nope\"");
  }

  @Test
  void anOldOneEvaluatesOnlyOnTheWordOfTheConfiguration() {
    try (PrometheusProcess server = start(Binary.INSTALLED);
        PrometheusStore careful = store(server, Pushdown.AUTO);
        PrometheusStore trusting = store(server, Pushdown.ALWAYS)) {
      checkAnswers(EvaluatingServer.part(trusting));
      assertThat(facts(server))
          .isEqualTo(new ServerFacts("", Labels.of("cluster", "c1", "region", "r1"), Set.of()));
      assertThat(careful.parts(EvaluatingServer.UP, QueryContext.unbounded())).isEmpty();
    }
  }

  @Test
  void oneOfVersion3EvaluatesByItself() {
    assumeTrue(Binary.ORACLE.isPresent(), "no prometheus-3 on the PATH");
    try (PrometheusProcess server = start(Binary.ORACLE);
        PrometheusStore store = store(server, Pushdown.AUTO)) {
      StorePart part = EvaluatingServer.part(store);
      assertThat(store.evaluator()).startsWith("Prometheus 3");
      checkAnswers(part);
      PartQuery tooOld = new PartQuery("count(m)", START + 3_600_000, START + 3_600_000, 1, 14_000);
      assertThat(part.evaluate(tooOld, QueryContext.unbounded()).series())
          .as("lookback counts")
          .isEmpty();
      PartQuery odd = new PartQuery("sum(rate(m[5m]))", START + 600_000, START + 600_000, 1, 1);
      assertThat(part.evaluate(odd, QueryContext.unbounded()).infos())
          .isEqualTo(
              List.of(
                  "PromQL info: metric might not be a counter, name does not end in"
                      + " _total/_sum/_count/_bucket: \"m\" (1:10)"));
    }
  }

  @Test
  void notWhereAFeatureGivesExpressionsAnotherMeaning() {
    assumeTrue(Binary.ORACLE.isPresent(), "no prometheus-3 on the PATH");
    try (PrometheusProcess server =
            start(
                Binary.ORACLE,
                "--enable-feature=exemplar-storage",
                "--enable-feature=promql-delayed-name-removal");
        PrometheusStore store = store(server, Pushdown.AUTO)) {
      assertThat(facts(server))
          .isEqualTo(new ServerFacts("", Labels.of("cluster", "c1", "region", "r1"), Set.of()));
      assertThat(store.parts(EvaluatingServer.UP, QueryContext.unbounded())).isEmpty();
    }
  }
}
