package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.api.HttpApi;
import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Shard;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StorePart;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which servers may evaluate for us, and how that becomes known. */
@Timeout(60)
class ServerFactsTest {
  private static final String BUILD = "/api/v1/status/buildinfo";
  private static final String FLAGS = "/api/v1/status/flags";
  private static final String CONFIG = "/api/v1/status/config";

  private static final Labels CLUSTER = Labels.of("cluster", "c1");
  private static final ServerFacts LABELS_ALONE = new ServerFacts("", CLUSTER, Set.of());

  private final EvaluatingServer server = new EvaluatingServer();

  @AfterEach
  void close() {
    server.close();
  }

  private ServerFacts facts(Pushdown pushdown) {
    PrometheusStoreConfig config = server.config();
    try (var http = new StoreHttpClient("eu", config.url(), config.http(), config.timeout())) {
      HttpApi api = new HttpApi("eu", http, 1 << 20);
      return new FactReads(api, config.externalLabels(), pushdown).read(QueryContext.unbounded());
    }
  }

  @Test
  void aPrometheus3Proves() {
    assertThat(facts(Pushdown.AUTO))
        .isEqualTo(new ServerFacts("Prometheus 3.5.0", CLUSTER, Set.of()));
    server.says(FLAGS, "{\"enable-feature\":\"\",\"storage.tsdb.path\":\"data/\"}");
    server.says(CONFIG, "{\"yaml\":\"{}\"}");
    assertThat(facts(Pushdown.AUTO))
        .isEqualTo(new ServerFacts("Prometheus 3.5.0", Labels.EMPTY, Set.of()));
  }

  @Test
  void othersDoNot() {
    for (String build :
        new String[] {
          "{\"version\":\"2.24.0\"}",
          "{\"application\":\"Grafana Mimir\",\"version\":\"3.0.0\",\"goVersion\":\"go1.24\"}",
          "{\"version\":\"3.0.0\",\"goVersion\":\"java25\"}",
          "[]"
        }) {
      server.says(BUILD, build);
      assertThat(facts(Pushdown.AUTO)).as(build).isEqualTo(ServerFacts.NONE);
    }
    server.lacks(BUILD);
    assertThat(facts(Pushdown.AUTO)).isEqualTo(ServerFacts.NONE);
  }

  @Test
  void ofOthersTheLabelsAreKnown() {
    for (String version : new String[] {"2.42.0", "3.4.2", "3", "", "three", "x.1"}) {
      server.says(BUILD, "{\"version\":\"" + version + "\",\"goVersion\":\"go1.24\"}");
      assertThat(facts(Pushdown.AUTO)).as(version).isEqualTo(LABELS_ALONE);
    }
  }

  @Test
  void labelsThatSomeSeriesHaveAreNotThoseOfAll() {
    server.says("/api/v1/label/cluster/values", "[\"c2\"]");
    assertThat(facts(Pushdown.AUTO))
        .isEqualTo(new ServerFacts("Prometheus 3.5.0", Labels.EMPTY, Set.of("cluster")));
  }

  @Test
  void aBuildThatDoesNotKnowItsVersionProvesByItsFeatures() {
    server
        .says(BUILD, "{\"version\":\"\",\"goVersion\":\"go1.26.8\"}")
        .says("/api/v1/features", "{\"prometheus\":{\"server_mode\":true}}");
    assertThat(facts(Pushdown.AUTO).evaluator()).isEqualTo("Prometheus 3");
    server.says("/api/v1/features", "{\"promql\":{}}");
    assertThat(facts(Pushdown.AUTO)).isEqualTo(LABELS_ALONE);
  }

  @Test
  void norDoesOneWhereFeaturesGiveExpressionsAnotherMeaning() {
    for (String feature :
        new String[] {
          "promql-delayed-name-removal",
          "exemplar-storage,type-and-unit-labels",
          "use-start-timestamps",
          "one-of-tomorrow"
        }) {
      server.says(
          FLAGS, "{\"enable-feature\":\"" + feature + "\",\"storage.tsdb.path\":\"data/\"}");
      assertThat(facts(Pushdown.AUTO)).as(feature).isEqualTo(LABELS_ALONE);
    }
    server.says(FLAGS, "{\"enable-feature\":\"\"}");
    assertThat(facts(Pushdown.AUTO)).isEqualTo(ServerFacts.NONE);
    server.lacks(FLAGS);
    assertThat(facts(Pushdown.AUTO)).isEqualTo(ServerFacts.NONE);
  }

  @Test
  void norOneWhoseOwnLabelsAreUnknownOrCoveredByOurs() {
    server.says(CONFIG, "{\"yaml\":\"a: [\"}");
    assertThat(facts(Pushdown.AUTO)).isEqualTo(ServerFacts.NONE);
    server.lacks(CONFIG);
    assertThat(facts(Pushdown.AUTO)).isEqualTo(ServerFacts.NONE);
    server.says(CONFIG, "{\"yaml\":\"\"}").says("/api/v1/label/region/values", "[\"us\"]");
    assertThat(facts(Pushdown.AUTO)).isEqualTo(ServerFacts.NONE);
    assertThat(facts(Pushdown.ALWAYS)).isEqualTo(ServerFacts.NONE);
  }

  @Test
  void theWordOfTheConfigurationCounts() {
    server.lacks(BUILD).lacks(FLAGS);
    assertThat(facts(Pushdown.ALWAYS)).isEqualTo(new ServerFacts("any PromQL", CLUSTER, Set.of()));
    server.lacks(CONFIG);
    assertThat(facts(Pushdown.ALWAYS))
        .isEqualTo(new ServerFacts("any PromQL", Labels.EMPTY, Set.of()));
  }

  @Test
  void aPartSaysWhatItLacks() {
    try (PrometheusStore store = server.store(Pushdown.AUTO)) {
      assertThat(store.parts(EvaluatingServer.UP, QueryContext.unbounded())).isEmpty();
      assertThat(store.evaluator()).isEmpty();
      StorePart part = EvaluatingServer.part(store);
      assertThat(part.store()).isEqualTo("eu");
      assertThat(part.labelSets()).containsExactly(Labels.of("cluster", "c1", "region", "eu"));
      assertThat(part.hidden()).isEqualTo(Labels.of("cluster", "c1", "region", "eu"));
      assertThat(part.uncertain()).isEmpty();
      assertThat(store.evaluator()).isEqualTo("Prometheus 3.5.0");
      for (SelectRequest other :
          List.of(
              EvaluatingServer.UP.labelsOnly(0),
              EvaluatingServer.UP.withMatchers(List.of(Matcher.equal("region", "us"))),
              new SelectRequest(
                  0,
                  1,
                  EvaluatingServer.UP.matchers(),
                  EvaluatingServer.UP.hints(),
                  false,
                  0,
                  List.of("replica"),
                  null),
              new SelectRequest(
                  0,
                  1,
                  EvaluatingServer.UP.matchers(),
                  EvaluatingServer.UP.hints(),
                  false,
                  0,
                  List.of(),
                  new Shard(0, 2, true, List.of())))) {
        assertThat(store.parts(other, QueryContext.unbounded())).isEmpty();
      }
    }
  }

  @Test
  void nothingIsAskedWhereNothingIsToBePushed() {
    try (PrometheusStore store = server.store(Pushdown.NEVER)) {
      assertThat(store.parts(EvaluatingServer.UP, QueryContext.unbounded())).isEmpty();
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void whatIsKnownIsAskedAnewAfterAMinuteAndAFailureAfterSeconds() {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    ServerFacts[] now = {new ServerFacts("Prometheus 3.5.0", Labels.EMPTY, Set.of())};
    KnownFacts known =
        new KnownFacts(
            "eu",
            context -> {
              asked.incrementAndGet();
              if (now[0] == ServerFacts.NONE) {
                throw new StoreException("eu", Kind.UNAVAILABLE, "gone");
              }
              return now[0];
            },
            nanos::get);
    QueryContext context = QueryContext.unbounded();
    assertThat(known.last()).isEqualTo(ServerFacts.NONE);
    assertThat(asked).hasValue(0);
    assertThat(known.fresh(context)).isEqualTo(now[0]);
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(known.fresh(context)).isEqualTo(now[0]);
    assertThat(asked).hasValue(1);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(known.last()).as("an old one is better than none").isEqualTo(now[0]);
    now[0] = ServerFacts.NONE;
    assertThat(known.fresh(context)).isEqualTo(ServerFacts.NONE);
    assertThat(known.settled(context)).isEqualTo(ServerFacts.NONE);
    now[0] = new ServerFacts("Prometheus 3.2.0", Labels.EMPTY, Set.of());
    assertThat(known.fresh(context)).isEqualTo(ServerFacts.NONE);
    assertThat(asked).hasValue(2);
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    Awaitility.await().until(() -> known.lastAndSoonFresh().equals(now[0]));
    assertThat(asked).hasValue(3);
  }

  @Test
  void whoWaitsForAnothersQuestionIsLateAndNotCanceled() throws InterruptedException {
    CountDownLatch asking = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    KnownFacts known =
        new KnownFacts(
            "eu",
            context -> {
              asking.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return ServerFacts.NONE;
            },
            System::nanoTime);
    Thread first = Thread.ofVirtual().start(() -> known.settled(QueryContext.unbounded()));
    asking.await();
    for (int micros = 0; micros < 5_000; micros += 50) {
      QueryContext soon =
          QueryContext.unbounded().withDeadline(Deadline.after(Duration.ofNanos(micros * 1_000L)));
      StoreException late = catchThrowableOfType(StoreException.class, () -> known.settled(soon));
      assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
    }
    done.countDown();
    first.join();
  }

  @Test
  void aServerThatHasBecomeAnotherIsNotAsked() {
    AtomicLong nanos = new AtomicLong();
    PrometheusStoreConfig config = server.config();
    try (var http = new StoreHttpClient("eu", config.url(), config.http(), config.timeout())) {
      HttpApi api = new HttpApi("eu", http, 1 << 20);
      FactReads reads = new FactReads(api, config.externalLabels(), Pushdown.AUTO);
      KnownFacts facts = new KnownFacts("eu", reads::read, nanos::get);
      Evaluations evaluations = new Evaluations(config, api, facts);
      Awaitility.await().until(() -> !evaluations.parts(EvaluatingServer.UP).isEmpty());
      StorePart part = evaluations.parts(EvaluatingServer.UP).getFirst();
      server.says(CONFIG, "{\"yaml\":\"global: {external_labels: {dc: x}}\"}").finds();
      PartQuery query = new PartQuery("sum(up)", 0, 0, 1, 1);
      assertThat(part.evaluate(query, QueryContext.unbounded()).series()).isEmpty();
      nanos.addAndGet(Duration.ofSeconds(61).toNanos());
      StoreException failure =
          catchThrowableOfType(
              StoreException.class, () -> part.evaluate(query, QueryContext.unbounded()));
      assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
      assertThat(server.asked()).hasSize(1);
      assertThat(evaluations.parts(EvaluatingServer.UP).getFirst().hidden())
          .isEqualTo(Labels.of("dc", "x", "region", "eu"));
    }
  }
}
