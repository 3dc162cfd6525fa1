package io.promontory.it.bench.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.bench.PeakMemory;
import io.promontory.it.bench.Results;
import io.promontory.it.fixture.ApiClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server that evaluates the rules of the benchmark, looked at from outside. */
final class RuleRun {
  private static final String BENCH = "rules";
  private static final int WARM_TURNS = 3;

  /** A compiler at run time is busy for about so long. */
  private static final Duration WARM_TIME = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofMinutes(12);

  private final String name;
  private final ApiClient client;
  private final ProcessHandle process;
  private final RuleSet rules;

  RuleRun(String name, ApiClient client, ProcessHandle process, RuleSet rules) {
    this.name = name;
    this.client = client;
    this.process = process;
    this.rules = rules;
  }

  /** Lets every group have some turns, then measures for a while; returns rules a CPU second. */
  double measure(Duration time) {
    long warm = System.nanoTime() + WARM_TIME.toNanos();
    double turns = (double) WARM_TURNS * rules.groups() * RuleSet.RULES;
    await(() -> System.nanoTime() - warm > 0 && evaluations() >= turns);
    double before = evaluations();
    Duration cpu = cpu();
    long start = System.nanoTime();
    LockSupport.parkNanos(time.toNanos());
    double done = evaluations() - before;
    double cores = cpu().minus(cpu).toNanos() / 1e9;
    double seconds = (System.nanoTime() - start) / 1e9;
    double perCore = done / cores;
    Results.print(BENCH, name, "rules_per_core_second", perCore, "1/s");
    Results.print(BENCH, name, "rules_per_second", done / seconds, "1/s");
    Results.print(BENCH, name, "cores_used", cores / seconds, "1");
    Results.print(
        BENCH, name, "missed", total("prometheus_rule_group_iterations_missed_total"), "1");
    Results.print(BENCH, name, "failures", total("prometheus_rule_evaluation_failures_total"), "1");
    Results.print(BENCH, name, "p99_lateness", lateness(), "s");
    Results.print(BENCH, name, "peak_memory", PeakMemory.mebibytes(process.pid()), "MiB");
    return perCore;
  }

  private Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  private double evaluations() {
    return total("prometheus_rule_evaluations_total");
  }

  private double total(String metric) {
    double sum = 0;
    for (String line : client.get("/metrics").body().split("\n")) {
      if (line.startsWith(metric + "{")) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }

  /** From a slot to the end of its evaluation, in seconds: what 99 of 100 groups keep. */
  private double lateness() {
    JsonNode groups = client.get("/api/v1/rules?type=record").json().at("/data/groups");
    Map<String, Double> slots = new HashMap<>(); // newer, where a group had a turn in between
    for (JsonNode one :
        query("timestamp(" + RuleSet.record(RuleSet.RULES - 1) + ")", "").at("/data/result")) {
      slots.merge(one.at("/metric/g").asText(), one.at("/value/1").asDouble(), Math::max);
    }
    double[] late =
        groups
            .valueStream()
            .filter(group -> slots.containsKey(group.get("name").asText()))
            .mapToDouble(
                group -> {
                  Instant began = Instant.parse(group.get("lastEvaluation").asText());
                  double ended =
                      began.getEpochSecond()
                          + began.getNano() / 1e9
                          + group.get("evaluationTime").asDouble();
                  double slot = slots.get(group.get("name").asText());
                  return ended - slot;
                })
            .filter(seconds -> seconds >= 0)
            .sorted()
            .toArray();
    return late.length == 0 ? Double.NaN : late[(int) (late.length * 0.99)];
  }

  /**
   * What some rules have recorded last: time and values by labels. Those that have recorded nothing
   * for as long as a query looks back are left out.
   */
  Map<String, Recorded> recorded(List<int[]> some) {
    Map<String, Recorded> all = new TreeMap<>();
    for (int[] one : some) {
      String series = RuleSet.record(one[1]) + "{g=\"g" + one[0] + "\"}";
      JsonNode times = query("timestamp(" + series + ")", "").at("/data/result");
      String at = times.at("/0/value/1").asText();
      if (at.isEmpty()) {
        continue;
      }
      all.put(
          RuleSet.expression(one[0], one[1]),
          new Recorded(at, values(query(series, at).at("/data/result"))));
    }
    return all;
  }

  /** What an expression is at a time. */
  Map<String, Double> values(String expression, String at) {
    return values(query(expression, at).at("/data/result"));
  }

  record Recorded(String at, Map<String, Double> values) {}

  private static Map<String, Double> values(JsonNode result) {
    Map<String, Double> values = new TreeMap<>();
    result.forEach(
        one -> values.put(one.at("/metric/job").asText(), one.at("/value/1").asDouble()));
    return values;
  }

  private JsonNode query(String expression, String at) {
    Map<String, String> params = new HashMap<>(Map.of("query", expression));
    if (!at.isEmpty()) {
      params.put("time", at);
    }
    JsonNode answer = client.post("/api/v1/query", params).json();
    if (!answer.path("status").asText().equals("success")) {
      throw new IllegalStateException(name + ": " + expression + ": " + answer);
    }
    return answer;
  }

  private void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0 || !process.isAlive()) {
        throw new IllegalStateException(name + " has not evaluated all groups");
      }
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
    }
  }
}
