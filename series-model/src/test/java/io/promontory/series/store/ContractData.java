package io.promontory.series.store;

import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.AppendResult;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a store under the contract holds: about 200 series with everything that stores get wrong.
 *
 * @param externalLabels to be configured at the store; they win over {@code clash}'s own label
 * @param series in no order; timestamps grow within a series
 * @param exemplars without external labels; empty where the part behind the store keeps none
 */
public record ContractData(
    Labels externalLabels,
    List<ContractSeries> series,
    List<MetricMetadata> metadata,
    List<SeriesExemplars> exemplars) {
  /** 2026-01-10T00:00:00Z, ms; all samples lie within the two hours after it. */
  public static final long START = 1_768_003_200_000L;

  private static final int SCRAPE_MS = 15_000;

  /** One series without external labels. */
  public record ContractSeries(
      Labels labels,
      long[] times,
      double[] values,
      @Nullable FloatHistogram @Nullable [] histograms) {
    ContractSeries(Labels labels, long[] times, double[] values) {
      this(labels, times, values, null);
    }

    /** Null where the sample is a float; else its float is the histogram's sum. */
    public @Nullable FloatHistogram histogram(int sample) {
      return histograms == null ? null : histograms[sample];
    }
  }

  /** All of it, with native histograms and names that need quoting in PromQL. */
  public static ContractData standard() {
    List<ContractSeries> all = new ArrayList<>(legacyNames().series);
    for (String name : List.of("http.server.duration", "temp °C", "名前", "\uD83D\uDE00", "a\"b")) {
      all.add(line(Labels.of("__name__", name, "job", "utf8"), 5, 1));
      all.add(line(Labels.of("__name__", "named", name, "x"), 5, 1));
      all.add(line(Labels.of("__name__", "named", name, name), 5, 2));
    }
    all.addAll(ContractHistograms.all());
    return new ContractData(
        legacyNames().externalLabels, all, legacyNames().metadata, ContractExemplars.all());
  }

  /** The same for a store that keeps no exemplars over a start. */
  public ContractData withoutExemplars() {
    return new ContractData(externalLabels, series, metadata, List.of());
  }

  /** The floats whose metric and label names every Prometheus accepts. */
  public static ContractData legacyNames() {
    List<ContractSeries> all = new ArrayList<>();
    addScrapes(all);
    addCounters(all);
    addReplicas(all);
    addSpecialValues(all);
    addOrderTraps(all);
    for (int i = 0; i < 4; i++) {
      all.add(line(Labels.of("__name__", "long_series", "i", "" + i), 1000, 5_000));
    }
    for (int i = 0; i < 30; i++) {
      Labels labels = Labels.of("__name__", "job_run", "id", "run-" + i, "job", "batch");
      all.add(samples(labels, START + i * 180_000L, 10, SCRAPE_MS, i));
    }
    all.add(line(Labels.of("__name__", "clash", "region", "own", "x", "1"), 5, SCRAPE_MS));
    return new ContractData(
        Labels.of("region", "eu", "cluster", "c-1"),
        all,
        List.of(
            new MetricMetadata("http_requests_total", "counter", "Requests served.", ""),
            new MetricMetadata("temperature_celsius", "gauge", "By \"site\"\nand name.", "celsius"),
            new MetricMetadata("up", "gauge", "", "")),
        List.of());
  }

  /** Appends all of it to a store with these external labels. */
  public MemoryStore toMemoryStore(String name) {
    MemoryStore store = new MemoryStore(name, externalLabels);
    for (ContractSeries one : series) {
      for (int i = 0; i < one.times.length; i++) {
        FloatHistogram histogram = one.histogram(i);
        AppendResult result =
            histogram == null
                ? store.append(one.labels, one.times[i], one.values[i])
                : store.append(one.labels, one.times[i], histogram);
        if (result != AppendResult.ACCEPTED) {
          throw new IllegalStateException(result + " for " + one.labels);
        }
      }
    }
    metadata.forEach(store::putMetadata);
    exemplars.forEach(one -> one.exemplars().forEach(e -> store.putExemplar(one.labels(), e)));
    store.putRules(ContractRules.group());
    store.setTargets(ContractRules.targets());
    return store;
  }

  /** Targets that go down with stale markers, and one that is silent without. */
  private static void addScrapes(List<ContractSeries> all) {
    for (String job : List.of("api", "node", "db")) {
      for (int i = 0; i < 8; i++) {
        List<Long> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
          boolean gap = i == 3 && n >= 20 && n < 45;
          if (!gap) {
            times.add(START + n * SCRAPE_MS + i * 137L);
            values.add(i == 5 && n % 17 == 16 ? StaleMarker.VALUE : i == 6 ? 0.0 : 1.0);
          }
        }
        Labels labels = Labels.of("__name__", "up", "job", job, "instance", "10.0.0." + i);
        all.add(
            new ContractSeries(
                labels,
                times.stream().mapToLong(Long::longValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray()));
      }
    }
  }

  private static void addCounters(List<ContractSeries> all) {
    Random random = new Random(1);
    for (int i = 0; i < 8; i++) {
      for (String code : List.of("200", "404", "500")) {
        for (String method : List.of("GET", "POST")) {
          Labels labels =
              Labels.of(
                  "__name__",
                  "http_requests_total",
                  "job",
                  "api",
                  "instance",
                  "10.0.0." + i,
                  "code",
                  code,
                  "method",
                  method);
          ContractSeries counter = samples(labels, START + i, 130, SCRAPE_MS, 0);
          double value = 0;
          for (int n = 0; n < counter.values.length; n++) {
            value = n == 70 + i ? 0 : value + random.nextInt(100);
            counter.values[n] = value;
          }
          all.add(counter);
        }
      }
    }
  }

  /** Equal series from two replicas, 7 s apart, with holes that the other fills. */
  private static void addReplicas(List<ContractSeries> all) {
    for (int pod = 0; pod < 12; pod++) {
      Labels labels = Labels.of("__name__", "web_total", "pod", "web-" + pod);
      all.add(samples(labels.with("replica", "a"), START, 40, SCRAPE_MS, pod));
      all.add(samples(labels.with("replica", "b"), START + 7_000, 40, SCRAPE_MS, pod));
    }
    // Without its replica label this one sorts elsewhere.
    all.add(line(Labels.of("__name__", "web_total", "pod", "web-1", "zone", "z"), 3, SCRAPE_MS));
  }

  private static void addSpecialValues(List<ContractSeries> all) {
    double[] values = {
      0.0,
      -0.0,
      Double.NaN,
      Double.longBitsToDouble(0x7ff8000000000001L),
      StaleMarker.VALUE,
      Double.longBitsToDouble(0xfff8dead0000beefL),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      0x1p53 + 2,
      0.1 + 0.2,
      StaleMarker.VALUE,
      1e-310
    };
    for (int site = 0; site < 6; site++) {
      Labels labels = Labels.of("__name__", "temperature_celsius", "site", "s" + site);
      ContractSeries series = samples(labels, START + site, values.length, 60_000, 0);
      System.arraycopy(values, 0, series.values, 0, values.length);
      all.add(series);
    }
  }

  /** Values whose order differs between UTF-8 bytes and UTF-16 units, and prefixes of others. */
  private static void addOrderTraps(List<ContractSeries> all) {
    List<String> values =
        List.of(
            "a",
            "a!",
            "ab",
            "A",
            "\uD83D\uDE00",
            "\uFF5E",
            "\uE000",
            "é",
            "\uFFFD",
            "\uD834\uDD1E");
    for (String value : values) {
      all.add(line(Labels.of("__name__", "order", "v", value), 3, SCRAPE_MS));
      all.add(line(Labels.of("__name__", "order", "v", value, "w", "1"), 3, SCRAPE_MS));
    }
    all.add(line(Labels.of("__name__", "order"), 3, SCRAPE_MS));
    all.add(line(Labels.of("__name__", "order", "w", "line\nbreak \\ \" tab\t"), 3, SCRAPE_MS));
  }

  private static ContractSeries line(Labels labels, int count, long step) {
    return samples(labels, START, count, step, 0.5);
  }

  private static ContractSeries samples(
      Labels labels, long start, int count, long step, double value) {
    long[] times = new long[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = start + i * step;
      values[i] = value + i;
    }
    return new ContractSeries(labels, times, values);
  }
}
