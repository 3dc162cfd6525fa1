package io.promontory.it.bench;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code ./dev bench live}: one Prometheus with 100 000 series × 1 h at 15 s, asked directly and
 * through Promontory, in turns on one machine, both with a warm page cache. Promontory has a heap
 * of 512 MiB.
 *
 * <p>Arguments: {@code [series [rounds]]}, 100000 and 7 where absent.
 */
public final class LiveBench {
  private static final int WARM_UP_ROUNDS = 3;

  private LiveBench() {}

  public static void main(String[] args) throws Exception {
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Path work =
        Files.createDirectories(
            Path.of(System.getProperty("promontory.root", ".")).resolve("target/bench"));
    Path data = CounterFleet.create(work, series);
    Binary version = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    System.out.println(
        "peer: " + (version == Binary.ORACLE ? "prometheus-3" : "the installed prometheus (2.x)"));
    try (PrometheusProcess prometheus = PrometheusProcess.start(version, "", data);
        PromontoryProcess promontory =
            PromontoryProcess.start(
                work,
                "stores: [{name: live, type: prometheus, pushdown: never, url: \""
                    + prometheus.uri()
                    + "\"}]\n",
                "-Xmx512m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UseParallelGC")) {
      ApiClient direct = new ApiClient(prometheus.uri().toString());
      ApiClient through = promontory.client();
      measure("sum_by_rate_step60", "sum by(job)(rate(m_total[5m]))", 60, direct, through, rounds);
      measure("sum_by_rate_step15", "sum by(job)(rate(m_total[5m]))", 15, direct, through, rounds);
      measure("sum_step60", "sum(m_total)", 60, direct, through, rounds);
      measure("instant_sum_by_rate", "sum by(job)(rate(m_total[5m]))", 0, direct, through, rounds);
      measure(
          "narrow_sum_by_rate",
          "sum by(code)(rate(m_total{job=\"job-1\"}[5m]))",
          60,
          direct,
          through,
          rounds);
      Results.print(
          "live", "promontory", "rss", PeakMemory.mebibytes(promontory.process().pid()), "MiB");
    }
  }

  private static void measure(
      String name, String query, int step, ApiClient direct, ApiClient through, int rounds) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("query", query);
    long end =
        CounterFleet.START_SECONDS
            + (CounterFleet.SCRAPES - 1) * (long) CounterFleet.INTERVAL_SECONDS;
    if (step > 0) {
      params.put("start", Long.toString(end - 3600));
      params.put("end", Long.toString(end));
      params.put("step", Integer.toString(step));
    } else {
      params.put("time", Long.toString(end));
    }
    String path = step > 0 ? "/api/v1/query_range" : "/api/v1/query";
    String difference =
        EqualAnswers.difference(direct.post(path, params), through.post(path, params));
    if (difference != null) {
      throw new IllegalStateException(name + ": answers differ: " + difference);
    }
    double[] peer = new double[rounds];
    double[] own = new double[rounds];
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      double p = seconds(direct, path, params);
      double o = seconds(through, path, params);
      if (round >= 0) {
        peer[round] = p;
        own[round] = o;
      }
    }
    Results.print("live", name, "prometheus", Results.median(peer), "s");
    Results.print("live", name, "promontory", Results.median(own), "s");
    Results.print("live", name, "ratio", Results.median(peer) / Results.median(own), "x");
  }

  private static double seconds(ApiClient client, String path, Map<String, String> params) {
    long start = System.nanoTime();
    Answer answer = client.post(path, params);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (answer.status() != 200) {
      throw new IllegalStateException(
          client.base() + " answered " + answer.status() + ": " + answer.body());
    }
    return seconds;
  }
}
