package io.promontory.it.bench.managed;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.bench.EqualAnswers;
import io.promontory.it.bench.Results;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ./dev bench managed}: a dashboard of 20 panels over a managed service 20 ms away, which
 * bills by the sample: its first load and ten refreshes 30 s apart, with all samples read, with all
 * that may be left to the service, and as the planner chooses. The service is a Prometheus behind
 * what checks signatures and counts like Amazon's; that Prometheus' own answers are the measure.
 * What answers is the distribution's server, over HTTP.
 */
public final class ManagedBench {
  private static final Duration ROUND_TRIP = Duration.ofMillis(20);
  private static final int REFRESHES = 10;
  private static final String BENCH = "managed";

  private ManagedBench() {}

  public static void main(String[] args) throws Exception {
    Path work =
        Files.createDirectories(
            Path.of(System.getProperty("promontory.root", ".")).resolve("target/bench"));
    long now = InstantSource.system().instant().getEpochSecond();
    Results.print(
        BENCH, "signing", "median", Signing.medianMicros(Panel.dashboard().getFirst(), now), "us");
    Path data = ServiceData.create(work, now);
    Binary version = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    System.out.println("the service evaluates as prometheus " + version);
    try (PrometheusProcess prometheus = PrometheusProcess.start(version, "", data);
        FakeAmp amp = new FakeAmp(prometheus.uri())) {
      amp.latency(ROUND_TRIP);
      ApiClient direct = new ApiClient(prometheus.uri().toString());
      checkAnswers(work, amp, direct, now);
      for (Way way : Way.values()) {
        dashboard(way, work, amp, now);
      }
      panels(work, amp, now);
    }
  }

  /** Each way has the answers of the service itself. */
  private static void checkAnswers(Path work, FakeAmp amp, ApiClient direct, long now) {
    for (Way way : Way.values()) {
      try (PromontoryProcess subject = way.open(work, amp)) {
        for (Panel panel : Panel.dashboard()) {
          String difference =
              EqualAnswers.difference(
                  direct.post("/api/v1/query_range", panel.params(now)),
                  subject.client().post("/api/v1/query_range", panel.params(now)));
          if (difference != null) {
            throw new IllegalStateException(
                panel.name() + " by " + way.text() + ": answers differ: " + difference);
          }
        }
      }
    }
  }

  /** What each panel alone is billed when nothing has been kept. */
  private static void panels(Path work, FakeAmp amp, long now) {
    double worst = 0;
    double leastSaved = Double.POSITIVE_INFINITY;
    for (Panel panel : Panel.dashboard()) {
      Map<Way, Long> billed = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        try (PromontoryProcess subject = way.open(work, amp)) {
          Load load = Load.of(List.of(panel), now, subject.client(), amp);
          if (load.billed() != load.told()) {
            throw new IllegalStateException(
                panel.name() + " is billed " + load.billed() + " and says " + load.told());
          }
          billed.put(way, load.billed());
          Results.print(BENCH, panel.name(), way.text(), load.billed(), "samples");
        }
      }
      double planner = billed.get(Way.PLANNER);
      double evaluation = billed.get(Way.EVALUATION);
      worst = Math.max(worst, planner / Math.min(billed.get(Way.SAMPLES), evaluation));
      if (panel.longWindow()) {
        leastSaved = Math.min(leastSaved, evaluation / planner);
      }
    }
    Results.print(BENCH, "panels", "worst_of_better", worst, "x");
    Results.print(BENCH, "long_windows", "least_saved", leastSaved, "x");
  }

  private static void dashboard(Way way, Path work, FakeAmp amp, long now) {
    List<Panel> panels = Panel.dashboard();
    try (PromontoryProcess subject = way.open(work, amp)) {
      Load first = Load.of(panels, now, subject.client(), amp);
      print(way, "first_load", first, 1);
      Load all = null;
      double worst = 0;
      for (int refresh = 1; refresh <= REFRESHES; refresh++) {
        long later = now + (long) refresh * Panel.STEP_SECONDS;
        Load load = Load.of(panels, later, subject.client(), amp);
        worst = Math.max(worst, (double) load.billed() / first.billed());
        all = all == null ? load : all.plus(load);
      }
      if (all != null) {
        print(way, "refresh", all, REFRESHES);
      }
      Results.print(BENCH, "refresh_" + way.text(), "worst_of_first_load", worst, "x");
    }
  }

  private static void print(Way way, String what, Load load, int times) {
    String name = what + "_" + way.text();
    Results.print(BENCH, name, "requests", (double) load.requests() / times, "1");
    Results.print(BENCH, name, "bytes", (double) load.bytes() / times / (1 << 20), "MiB");
    Results.print(BENCH, name, "billed", (double) load.billed() / times, "samples");
    Results.print(BENCH, name, "time", load.seconds() / times, "s");
  }
}
