package io.promontory.frontend.explain;

import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.replica.ReplicaDecoder;
import io.promontory.series.replica.Stretches;
import io.promontory.series.store.Origin;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import io.promontory.series.text.GoFloats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series as each of its sources holds them, side by side: which count, and why
 * the others do not. Used by one thread.
 */
public final class Microscope {
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final ReplicaDecoder merging = new ReplicaDecoder();
  private final Stretches stretches = new Stretches();
  private final SampleColumns merged = new SampleColumns();
  private final long fromMs;
  private final long toMs;
  private final int mostRows;

  /**
   * For a span of time, ms, inclusive.
   *
   * @param mostRows rows shown of a series at most
   */
  public Microscope(long fromMs, long toMs, int mostRows) {
    this.fromMs = fromMs;
    this.toMs = toMs;
    this.mostRows = mostRows;
    merging.noting(stretches);
  }

  /** The samples of one source by time, as texts. */
  private record Column(String id, NavigableMap<Long, String> samples) {}

  /** A tree for JSON. */
  public Map<String, Object> look(Series series) {
    List<Replica> replicas = new ArrayList<>(series.replicas());
    replicas.sort(Comparator.comparing(Replica::name));
    merging.decode(series, fromMs, toMs, Reduction.MEAN, merged);
    Map<Long, String> used = used();
    List<Column> columns = replicas.stream().map(this::column).toList();
    TreeSet<Long> times = new TreeSet<>();
    columns.forEach(column -> times.addAll(column.samples.keySet()));
    List<Object> rows = new ArrayList<>();
    for (long time : times) {
      if (rows.size() == mostRows) {
        break;
      }
      rows.add(row(time, columns, used));
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("metric", series.labels());
    shown.put("sources", columns.stream().map(Column::id).toList());
    shown.put("rows", rows);
    shown.put("truncated", times.size() > rows.size());
    return shown;
  }

  private Column column(Replica replica) {
    SampleColumns samples = new SampleColumns();
    decoder.decode(replica.chunks(), fromMs, toMs, samples);
    TreeMap<Long, String> texts = new TreeMap<>();
    for (int i = 0; i < samples.size; i++) {
      texts.put(samples.timestamps[i], text(samples, i));
    }
    return new Column(id(replica), texts);
  }

  private static String id(Replica replica) {
    Origin origin = replica.origin();
    return origin == null ? replica.name() : origin.text();
  }

  private static String text(SampleColumns samples, int at) {
    FloatHistogram histogram = samples.histograms == null ? null : samples.histograms[at];
    if (histogram != null) {
      return "histogram: count "
          + GoFloats.api(histogram.count())
          + ", sum "
          + GoFloats.api(histogram.sum());
    }
    return StaleMarker.isStale(samples.values[at]) ? "stale" : GoFloats.api(samples.values[at]);
  }

  /** By time whose sample counts. */
  private Map<Long, String> used() {
    Map<Long, String> used = new LinkedHashMap<>();
    for (int run = 0; run < stretches.runs(); run++) {
      String id = id(stretches.replicas().get(stretches.replica(run)));
      for (int i = stretches.start(run); i < stretches.end(run); i++) {
        used.put(merged.timestamps[i], id);
      }
    }
    return used;
  }

  private static List<Object> row(long time, List<Column> columns, Map<Long, String> used) {
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(column.samples.get(time)));
    String kept = used.get(time);
    List<@Nullable Object> row = new ArrayList<>();
    row.add(Seconds.ofMs(time));
    row.add(values);
    row.add(kept);
    row.add(kept == null ? whyNot(time, columns, used) : why(time, kept, columns));
    return new ArrayList<>(row);
  }

  private static String why(long time, String kept, List<Column> columns) {
    if (columns.size() == 1) {
      return "the only source";
    }
    String ended = null;
    for (Column higher : columns) {
      if (higher.id.equals(kept)) {
        break;
      }
      if (higher.samples.containsKey(time)) {
        return "in place of the same sample of " + higher.id;
      }
      Long before = higher.samples.lowerKey(time);
      Long after = higher.samples.higherKey(time);
      if (before != null && after != null) {
        return higher.id + " has none for " + (after - before) / 1000.0 + " s";
      }
      if (before == null && after == null) {
        continue;
      }
      ended = higher.id + " has none " + (before == null ? "before" : "after") + " this";
    }
    if (ended != null) {
      return ended;
    }
    boolean shared =
        columns.stream().anyMatch(c -> !c.id.equals(kept) && c.samples.containsKey(time));
    return shared ? "serves; others have the same time" : "serves";
  }

  /** Of a sample that nobody's counts at this time. */
  private static String whyNot(long time, List<Column> columns, Map<Long, String> used) {
    boolean marker = columns.stream().anyMatch(column -> "stale".equals(column.samples.get(time)));
    if (marker) {
      return "end of the series there, while another source goes on";
    }
    Long nearest = null;
    for (long other : used.keySet()) {
      if (nearest == null || Math.abs(other - time) < Math.abs(nearest - time)) {
        nearest = other;
      }
    }
    return nearest == null
        ? "nothing counts here"
        : used.get(nearest)
            + " serves, its sample is "
            + Math.abs(nearest - time) / 1000.0
            + " s away";
  }
}
