package io.promontory.it.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.text.GoDurations;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A recorded query over the replicas, and how far its answer may be from that of a server without
 * holes. Times in ms.
 *
 * <p>Where the first replica has a hole within what a point looks at, the samples are those of the
 * other, 7.3 s away. So the point must lie among those of the truth up to 15 s before and after,
 * give or take 2 %, and the part of the range that one scrape interval is where the phase of the
 * scrapes counts: where a counter restarts in it, which loses what it gained since the last scrape,
 * or where the values of two scrapes are subtracted. Where nobody has data for two minutes, what
 * counts may be half of the truth, and a slope any.
 */
record GoldenPoints(String text, long start, long end, long step) {
  private static final long MIDNIGHT = 1_768_003_200_000L;
  private static final double SHARE = 0.02;

  /** Lost or late scrapes of the first replica: from the first one to the next that is in time. */
  private static final long[][] HOLES = {
    {clock(0, 20, 0), clock(0, 20, 15)},
    {clock(0, 50, 0), clock(0, 50, 15)},
    {clock(1, 30, 0), clock(1, 37, 15)},
    {clock(3, 50, 0), clock(3, 50, 15)},
    {clock(4, 40, 0), clock(4, 47, 15)},
    {clock(5, 18, 0), clock(5, 23, 15)}
  };

  /** When a target restarts. */
  private static final long[] RESTARTS = {
    clock(1, 33, 0), clock(2, 20, 30), clock(3, 13, 7), clock(4, 44, 2)
  };

  private static final long INTERVAL_MS = 15_000;

  /** Both have none. */
  private static final long GAP_START = clock(5, 20, 45);

  private static final long GAP_END = clock(5, 23, 15);

  private static long clock(int hour, int minute, int second) {
    return MIDNIGHT + ((hour * 60L + minute) * 60 + second) * 1000;
  }

  static GoldenPoints of(JsonNode line) {
    JsonNode params = line.get("params");
    boolean range = line.get("path").asText().endsWith("query_range");
    long start = Math.round(params.get(range ? "start" : "time").asDouble() * 1000);
    return new GoldenPoints(
        params.get("query").asText(),
        start,
        range ? Math.round(params.get("end").asDouble() * 1000) : start,
        range ? GoDurations.parseApi(params.get("step").asText()) / 1_000_000 : 0);
  }

  /** With one more matcher on its only selector. */
  GoldenPoints with(String matcher) {
    return new GoldenPoints(text.replace("{", "{" + matcher + ","), start, end, step);
  }

  /** The same query, so many steps later. */
  GoldenPoints from(int skipped) {
    return new GoldenPoints(text, start + skipped * step, end, step);
  }

  int steps() {
    return (int) ((end - start) / step) + 1;
  }

  /** Whether samples are asked for as they are. */
  boolean isRaw() {
    return text.endsWith("]");
  }

  /** The answer, by labels that tell nothing of a cluster, and time. */
  TreeMap<String, TreeMap<Long, Double>> ask(Engine engine, Store store, long shift) {
    Query query =
        step == 0
            ? Query.instant(text, start + shift)
            : Query.range(text, start + shift, end + shift, step);
    TreeMap<String, TreeMap<Long, Double>> all = new TreeMap<>();
    switch (engine.run(store, query, QueryContext.unbounded()).value()) {
      case QueryValue.Vector vector -> {
        for (QueryValue.Sample sample : vector.samples()) {
          points(all, sample.labels())
              .put(sample.timestampMs(), value(sample.value(), sample.histogram()));
        }
      }
      case QueryValue.Matrix matrix -> {
        for (PointSeries series : matrix.series()) {
          for (int i = 0; i < series.size(); i++) {
            points(all, series.labels())
                .put(series.timestampsMs()[i], value(series.values()[i], series.histogram(i)));
          }
        }
      }
      default -> throw new AssertionError(text);
    }
    return all;
  }

  private static TreeMap<Long, Double> points(
      TreeMap<String, TreeMap<Long, Double>> all, Labels labels) {
    TreeMap<String, String> sorted = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      sorted.put(labels.name(i), labels.value(i));
    }
    return points(all, sorted);
  }

  private static TreeMap<Long, Double> points(
      TreeMap<String, TreeMap<Long, Double>> all, TreeMap<String, String> labels) {
    labels.keySet().removeAll(List.of("cluster", "replica"));
    return all.computeIfAbsent(labels.toString(), series -> new TreeMap<>());
  }

  /** Of a histogram its sum. */
  private static double value(double value, @Nullable FloatHistogram histogram) {
    return histogram == null ? value : histogram.sum();
  }

  /** A recorded answer in the same shape. */
  static TreeMap<String, TreeMap<Long, Double>> recorded(JsonNode response) {
    TreeMap<String, TreeMap<Long, Double>> all = new TreeMap<>();
    for (JsonNode series : response.at("/data/result")) {
      TreeMap<String, String> labels = new TreeMap<>();
      series
          .get("metric")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      TreeMap<Long, Double> points = points(all, labels);
      for (String field : List.of("value", "histogram")) {
        put(points, series.path(field));
      }
      for (String field : List.of("values", "histograms")) {
        series.path(field).forEach(point -> put(points, point));
      }
    }
    return all;
  }

  private static void put(TreeMap<Long, Double> points, JsonNode point) {
    if (!point.isMissingNode()) {
      JsonNode value = point.get(1);
      String number = value.isObject() ? value.get("sum").asText() : value.asText();
      points.put(Math.round(point.get(0).asDouble() * 1000), Double.parseDouble(number));
    }
  }

  static boolean isEqual(double a, double b) {
    return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  }

  /** Whether a hole lies within what a point looks at. */
  boolean mayDiffer(long time) {
    for (long[] hole : HOLES) {
      if (time - reach() < hole[1] && time >= hole[0]) {
        return true;
      }
    }
    return false;
  }

  /** Whether a point looks at nothing but what nobody has. */
  boolean mayLack(long time) {
    return time <= GAP_END && time - reach() + INTERVAL_MS >= GAP_START;
  }

  boolean reachesGap() {
    return start - reach() < GAP_END && end > GAP_START;
  }

  static boolean isInGap(long from, long to) {
    return from < GAP_END && to > GAP_START;
  }

  /** Whether a value lies among those of the truth around its time. */
  boolean isNear(
      long time,
      double value,
      List<TreeMap<String, TreeMap<Long, Double>>> around,
      String series,
      long[] shifts) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < shifts.length; i++) {
      Double one = around.get(i).getOrDefault(series, new TreeMap<>()).get(time + shifts[i]);
      least = one == null ? least : Math.min(least, one);
      most = one == null ? most : Math.max(most, one);
    }
    boolean gap = time - reach() < GAP_END && time > GAP_START;
    if (gap && text.startsWith("deriv(")) {
      return true;
    }
    double share = share(time) * Math.max(Math.abs(least), Math.abs(most));
    return value >= (gap ? least / 2 : least) - share && value <= (gap ? most * 1.1 : most) + share;
  }

  private double share(long time) {
    if (text.contains("resets(") || text.contains("changes(")) {
      return 0;
    }
    boolean phaseCounts = text.contains(" offset ");
    for (long restart : RESTARTS) {
      phaseCounts |= restart > time - reach() && restart <= time;
    }
    long range = reach() - INTERVAL_MS;
    return phaseCounts && range > 0 ? SHARE + (double) INTERVAL_MS / range : SHARE;
  }

  /** All ranges and offsets together, and a scrape interval. */
  private long reach() {
    long reach = INTERVAL_MS;
    for (int at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) {
      String range = text.substring(at + 1, text.indexOf(']', at)).split(":")[0];
      reach += GoDurations.parseApi(range) / 1_000_000;
    }
    int offset = text.indexOf("offset ");
    return offset < 0
        ? reach
        : reach + GoDurations.parseApi(text.substring(offset + 7)) / 1_000_000;
  }
}
