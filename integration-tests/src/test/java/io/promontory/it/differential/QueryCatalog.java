package io.promontory.it.differential;

import io.promontory.it.fixture.FleetData;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries of the differential test over {@link FleetData}: every function, aggregation and
 * operator of floats in several shapes, about half of them as range queries. The list is the same
 * in every run.
 */
final class QueryCatalog {
  private static final String[] COUNTERS = {
    "requests_total{job=\"api\"}",
    "cpu_seconds_total{mode!=\"idle\",instance=~\"10.0.[01].*\"}",
    "requests_total{code=~\"4..|5..\",path=\"/login\"}"
  };
  private static final String[] GAUGES = {
    "temperature_celsius",
    "queue_length{job=~\"api|search\",queue=\"q1\"}",
    "flaky{id=~\"1?[0-9]\"}"
  };
  private static final String[] RANGES = {"1m", "5m", "17m30s", "1h"};

  private final List<Case> cases = new ArrayList<>();
  private final boolean modern;

  private QueryCatalog(boolean modern) {
    this.modern = modern;
  }

  /**
   * All cases; those that only Prometheus 3 understands, or answers by today's rules, are left out
   * where {@code modern} is false.
   */
  static List<Case> cases(boolean modern) {
    QueryCatalog catalog = new QueryCatalog(modern);
    catalog.selectors();
    catalog.rangeFunctions();
    catalog.elementFunctions();
    catalog.otherFunctions();
    catalog.aggregations();
    catalog.binaryOperators();
    catalog.subqueries();
    if (modern) {
      catalog.modernOnly();
    }
    return catalog.cases;
  }

  private void selectors() {
    for (String s :
        List.of(
            "up",
            "up{job=\"api\"} offset 7m",
            "up offset -3m",
            "temperature_celsius{site!=\"s1\"}",
            "{__name__=~\"mem.*\"}",
            "requests_total{code=\"500\",path=~\"/|/items\"}",
            "memory_bytes @ 1767228000",
            "flaky",
            "build_info{version!~\"v[12]\"}",
            "queue_length{queue=\"\"}",
            "nothing_here",
            "up{instance=~\"10.0.1.*\"} @ end() offset 1m",
            "request_duration_seconds_sum{job=\"ingest\"} @ start()")) {
      both(s);
    }
    instant("temperature_celsius{site=\"s0\"}[3m]");
    instant("flaky{id=\"3\"}[10m] offset 2m");
    instant("up{job=\"search\"}[90s] @ 1767229000");
    for (String scalar :
        List.of(
            "1",
            "-0x1F",
            "1e3 + .5",
            "\"text\"",
            "NaN",
            "-Inf",
            "pi()",
            "time()",
            "vector(3)",
            "scalar(up{instance=\"10.0.0.0:9100\"})")) {
      instant(scalar);
    }
    range("time() - 1767225600");
    both("+memory_bytes");
    both("temperature_celsius * pi() / 180");
    range("vector(time())");
  }

  private void rangeFunctions() {
    for (String function : List.of("rate", "increase", "irate", "resets", "changes")) {
      for (int i = 0; i < COUNTERS.length; i++) {
        both(function + "(" + COUNTERS[i] + "[" + RANGES[i + 1] + "])");
      }
      both(function + "(requests_total{job=\"search\",code=\"200\"}[5m] offset 4m)");
    }
    for (String function :
        List.of(
            "delta",
            "idelta",
            "deriv",
            "changes",
            "avg_over_time",
            "min_over_time",
            "max_over_time",
            "sum_over_time",
            "count_over_time",
            "last_over_time",
            "present_over_time",
            "stddev_over_time",
            "stdvar_over_time")) {
      for (int i = 0; i < GAUGES.length; i++) {
        both(function + "(" + GAUGES[i] + "[" + RANGES[i + 1] + "])");
      }
      range(function + "(temperature_celsius{sensor=\"3\"}[1m])");
    }
    for (String phi : List.of("0.5", "0.95", "0", "1")) {
      both("quantile_over_time(" + phi + ", temperature_celsius{site=\"s2\"}[10m])");
    }
    both("quantile_over_time(0.3, flaky[20m])");
    for (String ahead : List.of("0", "600", "-90")) {
      both("predict_linear(memory_bytes{job=\"api\"}[15m], " + ahead + ")");
    }
    for (String s :
        List.of(
            "nothing_here[5m]",
            "flaky{id=\"3\"}[2m]",
            "up{job=\"gone\"}[5m]",
            "requests_total{job=\"api\",code=\"204\"}[1m]")) {
      both("absent_over_time(" + s + ")");
    }
  }

  private void elementFunctions() {
    for (String function :
        List.of(
            "abs", "ceil", "floor", "sgn", "deg", "rad", "sin", "cos", "tan", "sinh", "cosh",
            "tanh", "asinh", "atan", "round")) {
      both(function + "(temperature_celsius{site=\"s1\"})");
      range(function + "(flaky)");
      instant("sum by (site) (" + function + "(temperature_celsius))");
    }
    for (String function : List.of("exp", "acos", "asin", "atanh")) {
      both(function + "(temperature_celsius{site=\"s1\"} / 100)");
      range(function + "(flaky / 4)");
    }
    for (String function : List.of("sqrt", "ln", "log2", "log10", "acosh")) {
      both(function + "(memory_bytes)");
      range(function + "(abs(flaky))");
    }
    for (String call :
        List.of(
            "clamp(temperature_celsius, 3.5, 4.25)",
            "clamp(flaky, -1, 1)",
            "clamp(flaky, 2, 1)",
            "clamp_min(temperature_celsius, 4)",
            "clamp_min(flaky, 0)",
            "clamp_max(temperature_celsius, 4)",
            "clamp_max(flaky, 0.5)",
            "round(memory_bytes, 1000)",
            "round(temperature_celsius, 0.5)",
            "round(flaky, -2)",
            "clamp_min(memory_bytes{job=\"api\"}, 2e9)",
            "clamp_max(memory_bytes{job=\"api\"}, scalar(avg(memory_bytes)))")) {
      both(call);
    }
    for (String function :
        List.of(
            "minute",
            "hour",
            "day_of_week",
            "day_of_month",
            "day_of_year",
            "days_in_month",
            "month",
            "year")) {
      both(function + "()");
      instant(function + "(timestamp(up{job=\"api\"}))");
      range(function + "(vector(time() * 37))");
    }
  }

  private void otherFunctions() {
    for (String call :
        List.of(
            "timestamp(up{job=\"ingest\"})",
            "timestamp(temperature_celsius{site=\"s3\"} offset 5m)",
            "timestamp(abs(up))",
            "absent(nothing_here{a=\"b\",c=~\"d\"})",
            "absent(up{job=\"api\"})",
            "absent(flaky{id=\"99\"})",
            "scalar(sum(up)) * 2",
            "scalar(up) + 1",
            "vector(scalar(max(temperature_celsius)))",
            "label_replace(up, \"host\", \"$1-$2\", \"instance\", \"10\\\\.(.*):(.*)\")",
            "label_replace(up{job=\"api\"}, \"job\", \"x\", \"job\", \"api\")",
            "label_replace(up, \"instance\", \"\", \"instance\", \"nomatch\")",
            "label_replace(queue_length, \"queue\", \"${1}z\", \"queue\", \"q(.)\")",
            "label_join(up, \"all\", \"-\", \"job\", \"instance\")",
            "label_join(build_info, \"version\", \"\", \"version\")",
            "label_join(up{job=\"api\"}, \"none\", \",\")")) {
      both(call);
    }
    for (String phi : List.of("0.5", "0.99", "0", "1")) {
      both(
          "histogram_quantile("
              + phi
              + ", rate(request_duration_seconds_bucket{job=\"api\"}[10m]))");
      both(
          "histogram_quantile("
              + phi
              + ", sum by (le, job) (rate(request_duration_seconds_bucket[10m])))");
    }
    for (String sorted :
        List.of(
            "sort(temperature_celsius)",
            "sort_desc(memory_bytes)",
            "sort(rate(requests_total{job=\"api\"}[5m]))",
            "sort_desc(sum by (code) (requests_total))",
            "sort(avg by (site) (temperature_celsius))",
            "sort_desc(queue_length{job=\"api\",queue=\"q0\"} * 1000 + 1)")) {
      cases.add(new Case(sorted, instantMs(), 0, 0, sorted.contains("by")));
    }
  }

  private void aggregations() {
    String[] inputs = {
      "temperature_celsius", "requests_total", "queue_length", "rate(cpu_seconds_total[5m])"
    };
    String[] groups = {
      "", " by (job)", " by (site)", " without (instance, sensor, queue)", " by (job, code, mode)"
    };
    for (String op : List.of("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar")) {
      for (int i = 0; i < inputs.length; i++) {
        both(op + groups[i] + " (" + inputs[i] + ")");
        range(op + groups[(i + 2) % groups.length] + " (" + inputs[i] + ")");
      }
      if (modern || !op.startsWith("std")) {
        range(op + " by (id) (flaky)");
      }
    }
    for (String op : List.of("topk", "bottomk")) {
      instant(op + "(3, memory_bytes)");
      range(op + "(2, cpu_seconds_total)");
      range(op + " by (site) (1, temperature_celsius)");
      range(op + " without (instance) (2, cpu_seconds_total{mode=\"user\"})");
      range(op + "(scalar(count(up) / 15), memory_bytes)");
      instant(op + "(0, up)");
    }
    for (String phi : List.of("0.5", "0.9", "0", "1", "0.25")) {
      both("quantile by (site) (" + phi + ", temperature_celsius)");
      range("quantile(" + phi + ", memory_bytes)");
    }
    both("count_values(\"v\", queue_length)");
    both("count_values by (job) (\"length\", round(queue_length))");
    both("count_values(\"version\", build_info)");
    range("count_values without (id) (\"x\", flaky)");
    range("sum(sum by (job) (rate(requests_total[5m])))");
    range(
        "max by (job) (sum by (job, instance) (rate(requests_total[2m]))) / on (job) group_left sum by (job) (up)");
  }

  private void binaryOperators() {
    for (String op : List.of("+", "-", "*", "/", "%", "^", "atan2")) {
      if (modern || !op.equals("atan2")) {
        both("temperature_celsius " + op + " 3");
        range("7.5 " + op + " temperature_celsius{site=\"s0\"}");
        range("flaky " + op + " 2");
        both("memory_bytes " + op + " ignoring (queue) group_right queue_length{queue=\"q0\"}");
      }
      both("sum by (job) (queue_length) " + op + " max by (job) (queue_length)");
      both("min by (site) (temperature_celsius) " + op + " 2.5");
      instant("3 " + op + " 1.25");
    }
    for (String op : List.of("==", "!=", ">", "<", ">=", "<=")) {
      both("temperature_celsius " + op + " 4");
      both("temperature_celsius " + op + " bool 4");
      range("4 " + op + " temperature_celsius{site=\"s4\"}");
      range("flaky " + op + " bool flaky offset 1m");
      range("sum by (job) (queue_length) " + op + " avg by (job) (queue_length) * 10");
      range("queue_length{queue=\"q1\"} " + op + " ignoring (queue) queue_length{queue=\"q2\"}");
      instant("2 " + op + " bool 1");
    }
    for (String op : List.of("and", "or", "unless")) {
      both("temperature_celsius > 4 " + op + " temperature_celsius{site=\"s1\"}");
      both("up " + op + " on (job, instance) (memory_bytes > 2e9)");
      range("up{job=\"api\"} " + op + " ignoring (version) build_info{version=\"v1\"}");
      range("flaky " + op + " flaky{id=~\"1.*\"} offset 20m");
      both("sum by (job) (up) " + op + " on () vector(1)");
    }
    for (String expr :
        List.of(
            "-temperature_celsius",
            "+up",
            "-sum(up) ^ 2",
            "-(-memory_bytes{job=\"api\"})",
            "2 ^ 3 ^ 2 + vector(0)",
            "up * on (job, instance) group_left (version) build_info",
            "build_info * on (instance) group_right (job) up",
            "rate(requests_total{code=\"500\"}[5m]) / ignoring (code) group_left sum without (code) (rate(requests_total[5m]))",
            "request_duration_seconds_sum / request_duration_seconds_count",
            "sum(rate(request_duration_seconds_sum[5m])) by (job) / sum(rate(request_duration_seconds_count[5m])) by (job)",
            "100 * (1 - avg by (instance) (rate(cpu_seconds_total{mode=\"idle\"}[5m])))",
            "up == on (instance) group_left up")) {
      both(expr);
    }
  }

  private void subqueries() {
    for (String expr :
        List.of(
            "avg_over_time(rate(requests_total{job=\"api\",code=\"200\"}[5m])[20m:1m])",
            "max_over_time(sum(queue_length)[15m:30s])",
            "min_over_time(temperature_celsius{site=\"s0\"}[10m:1m] offset 5m)",
            "rate(sum by (job) (requests_total)[10m:1m])",
            "quantile_over_time(0.8, (temperature_celsius > 4)[30m:2m])",
            "sum_over_time((up == 1)[10m:])",
            "count_over_time(up[7m:13s])",
            "deriv(sum(memory_bytes)[30m:1m])",
            "last_over_time(flaky[3m:7s])")) {
      both(expr);
    }
    instant("temperature_celsius{site=\"s0\",sensor=\"1\"}[5m:1m]");
  }

  private void modernOnly() {
    for (String call :
        List.of(
            "first_over_time(temperature_celsius[5m])",
            "first_over_time(flaky[20m])",
            "first_over_time(requests_total{job=\"api\"}[1m] offset 3m)",
            "histogram_fraction(0, 0.1, rate(request_duration_seconds_bucket{job=\"api\"}[10m]))",
            "histogram_fraction(0.05, 1, sum by (le) (rate(request_duration_seconds_bucket[10m])))",
            "histogram_fraction(-Inf, +Inf, request_duration_seconds_bucket)",
            "rate(requests_total{job=\"api\"}[300])",
            "up offset 1m + 1m",
            "sum_over_time(up[step() + 1m])",
            "{\"temperature_celsius\", \"site\"=\"s1\"}",
            "topk(scalar(vector(2)), up)",
            "sum(5m * up)",
            "max_over_time(avg_over_time(temperature_celsius{sensor=\"1\"}[2m:20s])[10m:1m] @ 1767229200)",
            "bottomk(2, temperature_celsius)",
            "topk(3, queue_length)")) {
      both(call);
    }
    for (String wrong :
        List.of(
            "sum(",
            "up{job=~\"(\"}",
            "up + on (a) group_left (a) up",
            "rate(up)",
            "up[5m] + 1",
            "foo{a=\"b\"",
            "1 and 2",
            "unknown(up)",
            "memory_bytes * on (job) queue_length",
            "up * on (job) up",
            "label_replace(up, \"a\", \"b\", \"c\", \"(\")",
            "topk(NaN, up)",
            "count_values(\"a\\xff\", up)",
            "up offset 1m offset 2m")) {
      instant(wrong);
    }
    range("up[5m]");
  }

  private void both(String expr) {
    instant(expr);
    range(expr);
  }

  private long instantMs() {
    return FleetData.START_SECONDS * 1000 + 1_800_333 + (cases.size() % 23) * 200_000L;
  }

  private void instant(String expr) {
    long at = instantMs();
    cases.add(new Case(expr, at, at, 0, false));
  }

  private void range(String expr) {
    long start = FleetData.START_SECONDS * 1000 + 600_777 + (cases.size() % 7) * 300_000L;
    int step = new int[] {15, 60, 137, 290}[cases.size() % 4];
    long end =
        Math.min(
            start + step * (20L + cases.size() % 5) * 1000,
            FleetData.START_SECONDS * 1000 + 7_100_000);
    cases.add(new Case(expr, start, end, step, false));
  }
}
