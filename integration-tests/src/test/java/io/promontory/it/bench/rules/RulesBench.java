package io.promontory.it.bench.rules;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.bench.Results;
import io.promontory.it.bench.data.ServedBlock;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.objectstore.block.write.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * {@code ./dev bench rules [GROUPS [SERIES [SECONDS]]]}: 1000 groups of 10 rules over 500 000
 * series, each rule over about 500 of them, evaluated each minute, or at another interval, by
 * Promontory and then by Prometheus, over the very same block. Each is measured for an interval, 30
 * s at least, once two minutes have passed and each group has had three turns. What Promontory has
 * recorded, of all rules of ten groups, is first compared with what Prometheus answers to the
 * expressions at those times; how many were found equal is printed, and one that differs or is
 * missing ends the run.
 */
public final class RulesBench {
  private static final Duration LEAST_MEASURED = Duration.ofSeconds(30);
  private static final double EQUAL = 1e-12;

  private RulesBench() {}

  public static void main(String[] args) throws Exception {
    int groups = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    int series = args.length > 1 ? Integer.parseInt(args[1]) : 500 * groups;
    Duration interval = Duration.ofSeconds(args.length > 2 ? Integer.parseInt(args[2]) : 60);
    Duration measured = interval.compareTo(LEAST_MEASURED) < 0 ? LEAST_MEASURED : interval;
    Path root = Path.of(System.getProperty("promontory.root", "."));
    Path work = Files.createDirectories(root.resolve("target/bench"));
    long now = InstantSource.system().millis() / 30_000 * 30_000;
    RuleData data = RuleData.of(series, groups, now);
    ServedBlock block = ServedBlock.of(data, work);
    RuleSet rules = new RuleSet(groups, interval);
    Path file = Files.writeString(work.resolve("bench-rules.yml"), rules.yaml());
    Binary binary = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    System.out.println("the peer is prometheus " + binary);
    try {
      Map<String, RuleRun.Recorded> own;
      double ours;
      try (PromontoryProcess promontory =
          PromontoryProcess.installed(
              root.resolve("target/promontory"), work, config(block, file, work), "-Xmx1g")) {
        RuleRun run =
            new RuleRun("promontory", promontory.client(), promontory.process().toHandle(), rules);
        ours = run.measure(measured);
        own = run.recorded(rules.sample());
      }
      try (PrometheusProcess prometheus =
          PrometheusProcess.start(
              binary, "rule_files: [\"" + file + "\"]\n", block.prometheusData())) {
        RuleRun run =
            new RuleRun(
                "prometheus",
                new ApiClient(prometheus.uri().toString()),
                prometheus.process().toHandle(),
                rules);
        check(own, run, rules.sample().size());
        double theirs = run.measure(measured);
        checkData(data);
        Results.print("rules", "rules_per_core_second", "ratio", ours / theirs, "x");
      }
    } finally {
      Folders.delete(work.resolve(data.name()));
    }
  }

  private static String config(ServedBlock block, Path file, Path work) throws Exception {
    Path storage = Files.createTempDirectory(work, "rules-storage");
    return """
    storage: {path: "%s"}
    rule_files: ["%s"]
    stores: [{name: archive, type: blocks, bucket: {type: filesystem, path: "%s"}}]
    """
        .formatted(storage, file.toAbsolutePath(), block.bucket().toAbsolutePath());
  }

  /** Fails where rules have looked at times behind the last sample, which costs nothing. */
  private static void checkData(RuleData data) {
    long left = data.endMs() + RuleSet.OFFSET.toMillis() - InstantSource.system().millis();
    Results.print("rules", "data", "time_left", left / 1000.0, "s");
    if (left < 0) {
      throw new IllegalStateException("the run took longer than there is data");
    }
  }

  private static void check(Map<String, RuleRun.Recorded> own, RuleRun peer, int wanted) {
    if (own.size() < wanted) {
      throw new IllegalStateException(
          "only " + own.size() + " of " + wanted + " rules have recorded anything lately");
    }
    own.forEach(
        (expression, recorded) -> {
          Map<String, Double> theirs = peer.values(expression, recorded.at());
          if (theirs.isEmpty() || !theirs.keySet().equals(recorded.values().keySet())) {
            throw new IllegalStateException(
                expression + ": " + recorded.values() + ", prometheus: " + theirs);
          }
          theirs.forEach(
              (job, value) -> {
                double ours = recorded.values().get(job);
                if (Math.abs(ours - value) > EQUAL * Math.abs(value)) {
                  throw new IllegalStateException(
                      expression + " " + job + ": " + ours + ", prometheus: " + value);
                }
              });
        });
    Results.print("rules", "answers", "equal", own.size(), "rules");
  }
}
