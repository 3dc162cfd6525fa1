package io.promontory.rules.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.alert.ForStateRestore;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.eval.SinkException;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.rules.group.RuleManager;
import io.promontory.rules.group.RuleMetrics;
import io.promontory.rules.group.Surroundings;
import io.promontory.rules.group.ThreadTimer;
import io.promontory.rules.remotewrite.QueueSettings;
import io.promontory.rules.remotewrite.ReceiverQueue;
import io.promontory.rules.remotewrite.RemoteWriteSettings;
import io.promontory.rules.remotewrite.WriteAnswer;
import io.promontory.rules.remotewrite.WriteListener;
import io.promontory.rules.remotewrite.WriteProtocol;
import io.promontory.rules.remotewrite.WriteTransport;
import io.promontory.rules.results.ResultLog;
import io.promontory.rules.results.ResultStore;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.memory.AppendResult;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A rule engine as a process that is killed: evaluates rules over its own results, says each sample
 * on its standard output once that is committed, and writes all of them to a receiver.
 */
final class CrashedEngine {
  static final String RULES =
      """
      groups:
        - name: a
          interval: 40ms
          rules:
            - {record: n, expr: vector(time())}
            - {record: flip, expr: n % 0.1 > 0.05}
            - {record: twice, expr: n * 2}
            - {alert: Slow, expr: n > 0, for: 1h}
        - name: b
          interval: 60ms
          rules:
            - {record: other, expr: vector(time())}
      """;

  private CrashedEngine() {}

  /** A sample as it is said. */
  static String line(QueryValue.Sample sample) {
    return sample.labels()
        + " "
        + sample.timestampMs()
        + " "
        + Long.toHexString(Double.doubleToRawLongBits(sample.value()));
  }

  /** Runs until it is killed; the folder of results and the URL of the receiver. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    InstantSource clock = InstantSource.system();
    ResultLog log = ResultLog.open(folder.resolve("rules"), clock);
    ResultStore store = ResultStore.open("own", log, Duration.ofHours(4), 1000, clock);
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    ReceiverQueue.start(
        new RemoteWriteSettings(
            "r",
            WriteProtocol.V1,
            Labels.EMPTY,
            Relabeling.NONE,
            true,
            new QueueSettings(
                40,
                4,
                1,
                10,
                Duration.ofMillis(10),
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                true,
                Duration.ZERO)),
        log,
        folder.resolve("remote-write"),
        transport(URI.create(args[1])),
        WriteListener.NONE,
        clock);
    Engine engine =
        new Engine(
            new EngineOptions(
                Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 1));
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    EngineVectorQuery query =
        new EngineVectorQuery(
            (q, context) -> engine.run(store.memory(), q, context),
            QueryContext::unbounded,
            Strictness.ABORT);
    RuleManager manager =
        new RuleManager(
            new Surroundings(
                terms -> query,
                saying(store, out),
                AlertListener.NONE,
                new ForStateRestore(store.memory(), QueryContext::unbounded),
                RuleMetrics.NONE,
                clock,
                System::nanoTime,
                workers),
            new ThreadTimer(workers));
    GroupDefinition.Defaults defaults =
        new GroupDefinition.Defaults(Duration.ofMinutes(1), Duration.ZERO, Strictness.ABORT);
    AlertOrigin origin = AlertOrigin.at(URI.create("http://x"), Labels.EMPTY);
    manager.update(
        new RuleFileReader(FeatureFlags.ALL_SYNTAX)
            .read("r.yml", RULES).groups().stream()
                .map(group -> GroupDefinition.of("r.yml", group, defaults, origin))
                .toList());
    out.println("up");
    new CountDownLatch(1).await();
  }

  private static SampleSink saying(SampleSink sink, PrintStream out) {
    return () -> {
      SampleSink.Transaction transaction = sink.begin();
      List<String> lines = new ArrayList<>();
      return new SampleSink.Transaction() {
        @Override
        public AppendResult append(QueryValue.Sample sample) {
          AppendResult result = transaction.append(sample);
          if (result == AppendResult.ACCEPTED) {
            lines.add(line(sample));
          }
          return result;
        }

        @Override
        public void commit() throws SinkException {
          transaction.commit();
          lines.forEach(out::println);
        }
      };
    };
  }

  private static WriteTransport transport(URI receiver) {
    HttpClient client = HttpClient.newHttpClient();
    return (body, headers) -> {
      HttpRequest.Builder post =
          HttpRequest.newBuilder(receiver)
              .timeout(Duration.ofSeconds(10))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      Map.copyOf(headers).forEach(post::setHeader);
      try {
        int status = client.send(post.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        return new WriteAnswer(status, Duration.ZERO, true, "");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    };
  }
}
