package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.frontend.federation.view.ReplicaLabels;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas with holes against what Prometheus answered over a third that had none. Its scrapes
 * are those of the first replica, so that answers are equal wherever that one is whole.
 */
class ReplicasGoldenTest {
  private static final long[] SHIFTS_MS = {-15_000, -10_000, -5_000, 0, 5_000, 10_000, 15_000};

  private final Engine engine = new Engine(options());
  private final QueryContext context = QueryContext.unbounded();

  @TempDir private Path local;
  private Store truth;
  private Store replicas;
  private Store merged;

  @BeforeEach
  void open() {
    assumeTrue(Reference.present());
    truth = open("truth");
    replicas = open("replicas");
    merged = new ReplicaLabels(replicas, List.of("replica"));
  }

  private Store open(String set) {
    FilesystemBucket bucket = new FilesystemBucket(Reference.path("golden", "blocks", set));
    return ListedBlocks.of(bucket).open(set, local.resolve(set), FetchLimits.LOCAL);
  }

  @AfterEach
  void close() {
    engine.close();
    if (truth != null) {
      truth.close();
      merged.close();
    }
  }

  @Test
  void answersAreThoseOfOneServerWithoutHoles() {
    List<String> faults = new ArrayList<>();
    int exact = 0;
    int near = 0;
    for (JsonNode line : JsonLines.reference("golden", "queries", "truth.jsonl")) {
      if (!line.get("path").asText().contains("/query")) {
        continue;
      }
      GoldenPoints asked = GoldenPoints.of(line);
      TreeMap<String, TreeMap<Long, Double>> want = GoldenPoints.recorded(line.get("response"));
      TreeMap<String, TreeMap<Long, Double>> got = asked.ask(engine, merged, 0);
      List<TreeMap<String, TreeMap<Long, Double>>> around = new ArrayList<>();
      if (asked.isRaw()) {
        faults.addAll(rawFaults(asked, want, got));
        continue;
      }
      for (long shift : SHIFTS_MS) {
        around.add(asked.ask(engine, truth, shift));
      }
      TreeMap<String, TreeMap<Long, Double>> all = new TreeMap<>(want);
      got.forEach(all::putIfAbsent);
      for (String series : all.keySet()) {
        TreeMap<Long, Double> wanted = want.getOrDefault(series, new TreeMap<>());
        TreeMap<Long, Double> gotten = got.getOrDefault(series, new TreeMap<>());
        TreeMap<Long, Double> times = new TreeMap<>(wanted);
        gotten.forEach(times::putIfAbsent);
        for (long time : times.keySet()) {
          Double w = wanted.get(time);
          Double g = gotten.get(time);
          if (w != null && g != null && GoldenPoints.isEqual(w, g)) {
            exact++;
          } else if (asked.mayDiffer(time)
              && ((w == null || g == null)
                  ? asked.mayLack(time)
                  : asked.isNear(time, g, around, series, SHIFTS_MS))) {
            near++;
          } else {
            faults.add(asked + " " + series + " at " + time + ": " + g + " instead of " + w);
          }
        }
      }
    }
    System.out.printf("golden replicas: %d points equal, %d near%n", exact, near);
    assertThat(faults).isEmpty();
    assertThat(near).isLessThan(exact / 4);
  }

  /** Each sample is one of a replica at that time; as many as without holes, but in the gap. */
  private List<String> rawFaults(
      GoldenPoints asked,
      TreeMap<String, TreeMap<Long, Double>> want,
      TreeMap<String, TreeMap<Long, Double>> got) {
    List<String> faults = new ArrayList<>();
    TreeMap<String, TreeMap<Long, Double>> a = asked.with("replica=\"a\"").ask(engine, replicas, 0);
    TreeMap<String, TreeMap<Long, Double>> b = asked.with("replica=\"b\"").ask(engine, replicas, 0);
    assertThat(got.keySet()).isEqualTo(want.keySet());
    got.forEach(
        (series, samples) -> {
          long last = 0;
          for (long time : samples.keySet()) {
            Double value = samples.get(time);
            TreeMap<Long, Double> first = a.getOrDefault(series, new TreeMap<>());
            TreeMap<Long, Double> second = b.getOrDefault(series, new TreeMap<>());
            boolean held = value.equals(first.get(time)) || value.equals(second.get(time));
            boolean apart =
                last == 0
                    || (first.containsKey(last) && first.containsKey(time))
                    || (time - last > 7_000 && time - last < 23_000)
                    || GoldenPoints.isInGap(last, time);
            if (!held || !apart) {
              faults.add(asked + " " + series + " has " + value + " at " + time);
            }
            last = time;
          }
          int lost = asked.reachesGap() ? 9 : 0;
          int count = want.get(series).size();
          if (samples.size() > count || samples.size() < count - lost) {
            faults.add(asked + " " + series + " has " + samples.size() + " of " + count);
          }
        });
    return faults;
  }

  /** What is answered for a time is the same wherever the range begins. */
  @Test
  void startOfARangeIsNoMatter() {
    for (JsonNode line : JsonLines.reference("golden", "queries", "truth.jsonl")) {
      if (line.get("path").asText().endsWith("query_range")) {
        GoldenPoints asked = GoldenPoints.of(line);
        TreeMap<String, TreeMap<Long, Double>> whole = asked.ask(engine, merged, 0);
        for (int skipped = 1; skipped < asked.steps(); skipped += 1 + asked.steps() / 8) {
          GoldenPoints later = asked.from(skipped);
          TreeMap<String, TreeMap<Long, Double>> expected = new TreeMap<>();
          whole.forEach(
              (series, points) -> {
                TreeMap<Long, Double> rest = new TreeMap<>(points.tailMap(later.start()));
                if (!rest.isEmpty()) {
                  expected.put(series, rest);
                }
              });
          assertThat(later.ask(engine, merged, 0)).as("%s", later).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void labelsAreThoseOfOneServerAndTheCluster() {
    List<Matcher> web = List.of(Matcher.equal("__name__", "web_inflight"));
    assertThat(names(merged, List.of()))
        .containsExactly("__name__", "cluster", "code", "instance", "job", "le", "path");
    assertThat(names(merged, web)).containsExactly("__name__", "cluster", "instance", "job");
    LabelValuesRequest values =
        new LabelValuesRequest("instance", Long.MIN_VALUE, Long.MAX_VALUE, List.of(), 0);
    assertThat(merged.labelValues(values, context).values())
        .isEqualTo(truth.labelValues(values, context).values());
    values = new LabelValuesRequest("__name__", Long.MIN_VALUE, Long.MAX_VALUE, List.of(), 0);
    assertThat(merged.labelValues(values, context).values())
        .isEqualTo(truth.labelValues(values, context).values());
  }

  private List<String> names(Store store, List<Matcher> matchers) {
    return store
        .labelNames(new LabelNamesRequest(Long.MIN_VALUE, Long.MAX_VALUE, matchers, 0), context)
        .values();
  }

  private static EngineOptions options() {
    EngineOptions defaults = EngineOptions.defaults();
    return new EngineOptions(
        defaults.lookbackDelta(),
        defaults.defaultSubqueryStep(),
        FeatureFlags.of(List.of("promql-experimental-functions")),
        2);
  }
}
