package io.promontory.frontend.grpc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.grpc.GrpcServerConfig;
import io.promontory.adapter.grpc.GrpcStore;
import io.promontory.adapter.grpc.GrpcStoreConfig;
import io.promontory.adapter.grpc.StoreGrpcServer;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Expressions that another process evaluates, over gRPC. */
@Timeout(120)
class EvaluateApiTest {
  private static final SelectRequest UP =
      SelectRequest.of(0, 2_000_000, List.of(Matcher.equal("__name__", "up")));
  private static final FloatHistogram HISTOGRAM =
      new FloatHistogram(
          new HistogramLayout(
              1, 0.5, new int[] {0, 2}, new int[] {-1, 1}, HistogramLayout.NO_BOUNDS),
          ResetHint.GAUGE,
          7,
          1,
          9.5,
          new double[] {1, 2, 3});

  @TempDir private Path folder;
  private final MemoryStore memory = new MemoryStore("memory", Labels.of("region", "eu"));
  private final StoreGrpcServer behind =
      StoreGrpcServer.start(memory, GrpcServerConfig.plain("127.0.0.1", 0));
  private ServerProcess process;
  private GrpcStore store;

  private void start(Pushdown pushdown, String more) throws Exception {
    for (int job = 0; job < 3; job++) {
      Labels labels = Labels.of("__name__", "up", "job", "j" + job);
      for (int i = 0; i <= 10; i++) {
        memory.append(labels, 1_000_001 + i * 10_000L, i * 0.1 * (job + 1));
      }
    }
    memory.append(Labels.of("__name__", "h"), 1_000_001, HISTOGRAM);
    memory.append(Labels.of("__name__", "h"), 1_010_001, 4);
    Path file =
        Files.writeString(
            folder.resolve("promontory.yml"),
            """
            server: {applicationConnectors: [{type: http, port: 0}], shutdownGracePeriod: 1s}
            logging: {level: ERROR}
            grpc: {listen_address: "127.0.0.1:0"}
            %s
            stores:
              - {name: deep, type: grpc, address: "127.0.0.1:%d"}
              - {name: gone, type: grpc, address: "127.0.0.1:1"}
            """
                .formatted(more, behind.port()));
    process = ServerProcess.start(new ConfigLoader().load(file));
    store =
        new GrpcStore(
            GrpcStoreConfig.of("remote", "127.0.0.1:" + process.grpcPort())
                .withInfoInterval(Duration.ofMillis(50))
                .withPushdown(pushdown));
    Awaitility.await("what the server says of itself")
        .until(() -> store.info().can(Capability.METADATA));
  }

  @AfterEach
  void stop() {
    store.close();
    process.close();
    behind.close();
  }

  private static QueryContext context() {
    return QueryContext.unbounded();
  }

  private StorePart part() {
    Awaitility.await("a part").until(() -> !store.parts(UP, context()).isEmpty());
    return store.parts(UP, context()).getFirst();
  }

  private PartAnswer evaluate(String expression, long start, long end, long step) {
    return part().evaluate(new PartQuery(expression, start, end, step, 300_000), context());
  }

  private Kind failure(String expression, long start, long end, long step) {
    return catchThrowableOfType(StoreException.class, () -> evaluate(expression, start, end, step))
        .kind();
  }

  @Test
  void stepsAreExact() throws Exception {
    start(Pushdown.AUTO, "");
    assertThat(part().hidden()).isEqualTo(Labels.EMPTY);
    assertThat(part().uncertain()).isEmpty();
    assertThat(store.evaluator()).startsWith("Promontory ");
    PartAnswer answer = evaluate("sum by (job, region) (up)", 1_000_001, 1_030_000, 9_999);
    assertThat(answer.series()).hasSize(3);
    StepSeries series = answer.series().get(1);
    assertThat(series.labels()).isEqualTo(Labels.of("job", "j1", "region", "eu"));
    assertThat(Arrays.copyOf(series.timestamps(), series.size()))
        .containsExactly(1_000_001, 1_010_000, 1_019_999, 1_029_998);
    assertThat(Arrays.copyOf(series.values(), series.size()))
        .containsExactly(0, 0, 0.1 * 2, 2 * 0.1 * 2);
    assertThat(answer.completeness().outcomes())
        .extracting(StoreOutcome::store, StoreOutcome::status)
        .containsExactlyInAnyOrder(
            tuple("remote/deep", StoreOutcome.Status.WHOLE),
            tuple("remote/gone", StoreOutcome.Status.FAILED));
    assertThat(evaluate("sum(up)", 1_010_001, 1_010_001, 7).series().getFirst().size()).isOne();
    assertThat(evaluate("sum(nothing)", 1_010_001, 1_010_001, 7).series()).isEmpty();
  }

  @Test
  void histogramsComeAsTheyAre() throws Exception {
    start(Pushdown.AUTO, "");
    StepSeries series = evaluate("sum(h)", 1_000_001, 1_010_001, 10_000).series().getFirst();
    assertThat(series.size()).isEqualTo(2);
    assertThat(requireNonNull(series.histograms())[0]).hasToString(HISTOGRAM.toString());
    assertThat(requireNonNull(series.histograms())[1]).isNull();
    assertThat(series.values()[1]).isEqualTo(4);
  }

  @Test
  void remarksAreToldApart() throws Exception {
    start(Pushdown.AUTO, "");
    PartAnswer answer = evaluate("sum(rate(up[1m]))", 1_060_000, 1_070_000, 10_000);
    assertThat(answer.infos())
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"up\" (1:10)");
    assertThat(answer.warnings()).isEmpty();
    assertThat(evaluate("quantile(2, up)", 1_060_000, 1_060_000, 1).warnings())
        .containsExactly("PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)");
  }

  @Test
  void whatTheServerRefusesIsUnsupported() throws Exception {
    start(Pushdown.AUTO, "query: {max_samples: 5}");
    assertThat(failure("nope(up)", 1_000_001, 1_000_001, 1)).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure("sum(sort(up", 1_000_001, 1_000_001, 1)).isEqualTo(Kind.UNSUPPORTED);
    QueryContext late =
        new QueryContext(
            Deadline.after(Duration.ZERO), QueryBudget.unlimited(), new Cancellation());
    StorePart part = part();
    assertThat(
            catchThrowableOfType(
                    StoreException.class,
                    () -> part.evaluate(new PartQuery("sum(up)", 0, 0, 1, 1), late))
                .kind())
        .isEqualTo(Kind.TIMEOUT);
    process.close();
    assertThat(failure("sum(up)", 1_000_001, 1_000_001, 1)).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void oneThatGivesExpressionsAnotherMeaningDoesNotProveItself() throws Exception {
    start(Pushdown.AUTO, "feature_flags: [promql-delayed-name-removal]");
    assertThat(store.parts(UP, context())).isEmpty();
    assertThat(store.evaluator()).isEmpty();
  }

  @Test
  void butIsTakenAtTheWordOfTheConfiguration() throws Exception {
    start(Pushdown.ALWAYS, "feature_flags: [promql-delayed-name-removal]");
    assertThat(part().store()).isEqualTo("remote");
    assertThat(store.evaluator()).isEqualTo("thanos.Query");
    PartAnswer answer = evaluate("sum by (job) (rate(up[1m]))", 1_060_000, 1_070_000, 10_000);
    assertThat(answer.series()).hasSize(3);
    assertThat(answer.series().getFirst().size()).isEqualTo(2);
    assertThat(answer.infos()).hasSize(1);
    assertThat(answer.completeness().warnings())
        .singleElement()
        .asString()
        .startsWith("store \"remote\": store \"gone\": ");
    assertThat(
            requireNonNull(
                evaluate("sum(h)", 1_001_000, 1_001_000, 1).series().getFirst().histograms())[0])
        .hasToString(HISTOGRAM.toString());
    assertThat(failure("sum(up)", 1_000_001, 1_000_001, 1000)).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure("sum(up)", 1_000_000, 1_002_000, 1001)).isEqualTo(Kind.UNSUPPORTED);
    assertThat(failure("nope(up)", 1_000_000, 1_002_000, 1000)).isEqualTo(Kind.UNSUPPORTED);
  }

  @Test
  void nothingIsLeftToItWhereNothingIsToBe() throws Exception {
    start(Pushdown.NEVER, "");
    assertThat(store.parts(UP, context())).isEmpty();
  }
}
