package io.promontory.it.bench.engine;

import io.promontory.it.bench.Results;
import io.promontory.it.bench.engine.PeerFigures.Figure;
import io.promontory.it.bench.engine.Stopwatch.Measured;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./dev bench engine [--beside FILE] [REGEX]}: the cases of Prometheus' own engine
 * benchmarks, on one thread, over data made the same way. FILE holds what {@code go test -bench}
 * printed for Prometheus' {@code promql} package on the same machine; then ratios are printed too.
 */
public final class EngineCases {
  private final Stopwatch stopwatch = new Stopwatch();
  private final PeerFigures peer;
  private final Pattern wanted;
  private final Ratios ratios = new Ratios();

  private EngineCases(PeerFigures peer, Pattern wanted) {
    this.peer = peer;
    this.wanted = wanted;
  }

  public static void main(String[] args) throws IOException {
    PeerFigures peer = PeerFigures.NONE;
    String regex = "";
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--beside") && i + 1 < args.length) {
        peer = PeerFigures.read(Path.of(args[++i]));
      } else {
        regex = args[i];
      }
    }
    new EngineCases(peer, Pattern.compile(regex)).run();
  }

  private void run() {
    List<BenchGroup> groups =
        List.of(
            RangeQueries.group(),
            JoinQueries.group(),
            HistogramQueries.exponential(),
            HistogramQueries.customBounds(),
            InfoQueries.group());
    for (BenchGroup group : groups) {
      List<BenchCase> cases =
          group.cases().stream()
              .filter(c -> wanted.matcher(group.name() + "/" + c.name()).find())
              .toList();
      if (!cases.isEmpty()) {
        run(group, cases);
      }
    }
    ratios.print();
  }

  private void run(BenchGroup group, List<BenchCase> cases) {
    FeatureFlags flags =
        FeatureFlags.of(
            List.of("promql-experimental-functions", "promql-extended-range-selectors"));
    MemoryStore store = group.data().get();
    try (Engine engine =
        new Engine(new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), flags, 1))) {
      warmUp(engine, store, cases);
      for (BenchCase one : cases) {
        Measured own =
            stopwatch.measure(() -> engine.run(store, one.query(), QueryContext.unbounded()));
        report(group, one, own, peer.of(group, one));
      }
    }
  }

  /** Lets the compiler see all cases before it settles on the first ones' habits. */
  private void warmUp(Engine engine, MemoryStore store, List<BenchCase> cases) {
    for (BenchCase one : cases) {
      stopwatch.warmUp(() -> engine.run(store, one.query(), QueryContext.unbounded()));
    }
  }

  private void report(BenchGroup group, BenchCase one, Measured own, @Nullable Figure other) {
    String name = group.name().substring("Benchmark".length()) + "/" + one.name();
    Results.print("engine", name, "time", own.nanos() / 1e6, "ms");
    Results.print("engine", name, "allocated", own.bytes() / 1024, "KiB");
    if (other != null) {
      Results.print("engine", name, "prometheus", other.nanos() / 1e6, "ms");
      Results.print("engine", name, "ratio", other.nanos() / own.nanos(), "x");
      Results.print("engine", name, "bytes_ratio", other.bytes() / own.bytes(), "x");
      ratios.add(group, one, other.nanos() / own.nanos());
    }
  }

  /** Geometric means over kinds of cases, and the cases that lose. */
  private static final class Ratios {
    private record Ratio(String group, BenchCase benchCase, double value) {}

    private final List<Ratio> all = new ArrayList<>();

    void add(BenchGroup group, BenchCase benchCase, double value) {
      all.add(new Ratio(group.name(), benchCase, value));
    }

    void print() {
      mean("1_step", all.stream().filter(r -> r.benchCase.steps() == 1).toList());
      mean(
          "1000_steps",
          all.stream()
              .filter(r -> r.group.equals("BenchmarkRangeQuery") && r.benchCase.steps() == 1000)
              .toList());
      mean("10000_steps", all.stream().filter(r -> r.benchCase.steps() == 10_000).toList());
      mean(
          "one_day_windows_1000_steps",
          all.stream()
              .filter(r -> r.benchCase.name().contains("[1d]") && r.benchCase.steps() == 1000)
              .toList());
      for (String group :
          List.of(
              "BenchmarkJoinQuery",
              "BenchmarkNativeHistograms",
              "BenchmarkNativeHistogramsCustomBuckets",
              "BenchmarkInfoFunction")) {
        mean(
            group.substring("Benchmark".length()),
            all.stream().filter(r -> r.group.equals(group)).toList());
      }
      mean("all", all);
      all.stream()
          .filter(r -> r.value < 1)
          .forEach(r -> System.out.printf("slower: %s %.2f%n", r.benchCase.name(), r.value));
    }

    private static void mean(String name, List<Ratio> ratios) {
      if (!ratios.isEmpty()) {
        double logs = ratios.stream().mapToDouble(r -> Math.log(r.value)).sum();
        Results.print("engine", "geomean_" + name, "ratio", Math.exp(logs / ratios.size()), "x");
      }
    }
  }
}
