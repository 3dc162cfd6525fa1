package io.promontory.series.store;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The answers that a store must give, found the slow and obvious way. */
final class ContractModel {
  private final ContractData data;
  private final boolean markers;

  /**
   * @param markers whether stale markers and the bits of NaNs are kept
   */
  ContractModel(ContractData data, boolean markers) {
    this.data = data;
    this.markers = markers;
  }

  /** Labels, in order, to the samples in the range: time to raw bits of the value. */
  TreeMap<Labels, TreeMap<Long, Long>> select(SelectRequest request) {
    TreeMap<Labels, TreeMap<Long, Long>> answer = new TreeMap<>();
    for (ContractData.ContractSeries series : data.series()) {
      Labels full = full(series.labels());
      Labels labels = full.without(request.withoutReplicaLabels());
      Shard shard = request.shard();
      if (matches(full, request.matchers()) && (shard == null || shard.owns(labels))) {
        for (int i = 0; i < series.times().length; i++) {
          long time = series.times()[i];
          double value = series.values()[i];
          boolean inRange = time >= request.minTime() && time <= request.maxTime();
          if (inRange && (markers || !StaleMarker.isStale(value))) {
            answer.computeIfAbsent(labels, any -> new TreeMap<>()).putIfAbsent(time, bits(value));
          }
        }
      }
    }
    return answer;
  }

  private long bits(double value) {
    return markers ? Double.doubleToRawLongBits(value) : Double.doubleToLongBits(value);
  }

  List<String> labelNames(List<Matcher> matchers) {
    TreeSet<String> names = new TreeSet<>(Utf8Order.INSTANCE);
    matching(matchers).forEach(labels -> names.addAll(labels.toMap().keySet()));
    return List.copyOf(names);
  }

  List<String> labelValues(String label, List<Matcher> matchers) {
    TreeSet<String> values = new TreeSet<>(Utf8Order.INSTANCE);
    matching(matchers).forEach(labels -> values.add(labels.getOrEmpty(label)));
    values.remove("");
    return List.copyOf(values);
  }

  List<SeriesExemplars> exemplars(long minTime, long maxTime, List<List<Matcher>> selectors) {
    return data.exemplars().stream()
        .map(
            one ->
                new SeriesExemplars(
                    full(one.labels()),
                    one.exemplars().stream()
                        .filter(e -> e.timestamp() >= minTime && e.timestamp() <= maxTime)
                        .toList()))
        .filter(one -> selectors.stream().anyMatch(matchers -> matches(one.labels(), matchers)))
        .filter(one -> !one.exemplars().isEmpty())
        .sorted(Comparator.comparing(SeriesExemplars::labels))
        .toList();
  }

  private List<Labels> matching(List<Matcher> matchers) {
    return data.series().stream()
        .map(series -> full(series.labels()))
        .filter(labels -> matches(labels, matchers))
        .toList();
  }

  private Labels full(Labels own) {
    Map<String, String> all = own.toMap();
    all.putAll(data.externalLabels().toMap());
    return Labels.of(all);
  }

  private static boolean matches(Labels labels, List<Matcher> matchers) {
    return matchers.stream().allMatch(m -> m.matches(labels.getOrEmpty(m.name())));
  }

  /** Decodes one answered series, with its samples in the range. */
  TreeMap<Long, Long> decode(Series series, SelectRequest request) {
    SampleColumns out = new SampleColumns();
    new SeriesDecoder().decode(series.chunks(), request.minTime(), request.maxTime(), out);
    TreeMap<Long, Long> samples = new TreeMap<>();
    for (int i = 0; i < out.size; i++) {
      samples.put(out.timestamps[i], bits(out.values[i]));
    }
    return samples;
  }

  /** The series with histograms, in label order. */
  List<ContractData.ContractSeries> histograms() {
    return data.series().stream()
        .filter(series -> series.histograms() != null)
        .sorted(Comparator.comparing(series -> full(series.labels())))
        .toList();
  }

  /** Time, buckets, and whether it is a gauge, of each sample. */
  static List<String> histograms(ContractData.ContractSeries series) {
    return IntStream.range(0, series.times().length)
        .mapToObj(i -> text(series.times()[i], series.histogram(i)))
        .toList();
  }

  static List<String> histograms(Series series, SelectRequest request) {
    SampleColumns out = new SampleColumns();
    new SeriesDecoder().decode(series.chunks(), request.minTime(), request.maxTime(), out);
    return IntStream.range(0, out.size)
        .mapToObj(i -> text(out.timestamps[i], out.withHistograms()[i]))
        .toList();
  }

  private static String text(long time, @Nullable FloatHistogram histogram) {
    if (histogram == null) {
      return time + " is a float";
    }
    HistogramLayout layout = histogram.layout();
    return time
        + (StaleMarker.isStale(histogram.sum()) ? " stale " : " ")
        + (histogram.hint() == ResetHint.GAUGE ? "gauge " : "")
        + layout.schema()
        + " "
        + layout.zeroThreshold()
        + " "
        + histogram;
  }

  static String text(List<Matcher> matchers) {
    return matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
  }
}
