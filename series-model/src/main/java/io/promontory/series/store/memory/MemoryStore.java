package io.promontory.series.store.memory;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ExternalLabels;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Store} of samples in memory, floats and native histograms, fed through {@link #append}
 * or {@link #appender}. A read sees of each series a prefix of its samples: those appended before
 * the read came to it.
 */
public final class MemoryStore implements Store {
  private static final MemorySeries[] NO_SERIES = {};

  private final String name;
  private final ExternalLabels externalLabels;
  private final int maxSeries;
  private final MetadataTable metadata = new MetadataTable();
  private final SideTables side;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private SeriesIndex index = new SeriesIndex();
  private volatile long minTime = Long.MIN_VALUE;

  public MemoryStore(String name, Labels externalLabels) {
    this(name, externalLabels, Integer.MAX_VALUE);
  }

  /**
   * @param externalLabels added to every series; they win over the series' own
   * @param maxSeries appends that would create more series are refused
   */
  public MemoryStore(String name, Labels externalLabels, int maxSeries) {
    this.name = name;
    this.externalLabels = new ExternalLabels(externalLabels);
    this.maxSeries = maxSeries;
    this.side = new SideTables(this.externalLabels);
  }

  /** Appends a sample; {@code timestamp} in ms since the epoch. */
  public AppendResult append(Labels labels, long timestamp, double value) {
    return appender(labels).append(timestamp, value);
  }

  /** Appends a native histogram; {@code timestamp} in ms since the epoch. */
  public AppendResult append(Labels labels, long timestamp, FloatHistogram histogram) {
    return appender(labels).append(timestamp, histogram);
  }

  /** An appender for many samples of one series; the series exists from its first sample on. */
  public Appender appender(Labels labels) {
    return new Appender(this, externalLabels.addTo(labels));
  }

  /** The series with these full labels, created if need be; null where there are too many. */
  @Nullable MemorySeries seriesFor(Labels labels) {
    lock.readLock().lock();
    try {
      MemorySeries series = index.get(labels);
      if (series != null) {
        return series;
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      MemorySeries series = index.get(labels);
      if (series == null && index.size() < maxSeries) {
        series = new MemorySeries(labels);
        index.add(series);
      }
      return series;
    } finally {
      lock.writeLock().unlock();
    }
  }

  public void putMetadata(MetricMetadata entry) {
    metadata.put(entry);
  }

  /** Keeps an exemplar of a series. */
  public void putExemplar(Labels series, Exemplar exemplar) {
    side.put(series, exemplar);
  }

  /** Keeps one more group of rules. */
  public void putRules(RuleGroup group) {
    side.put(group);
  }

  /** Shows these targets, and no others. */
  public void setTargets(Targets targets) {
    side.set(targets);
  }

  /**
   * Forgets chunks whose samples are all older than {@code time} (ms), and series that have none
   * left. Answers under way keep what they have.
   */
  public void truncateBefore(long time) {
    lock.writeLock().lock();
    try {
      index = index.truncatedBefore(time);
      minTime = Math.max(minTime, time);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Number of series held. */
  public int seriesCount() {
    lock.readLock().lock();
    try {
      return index.size();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo(
        name,
        externalLabels.labels().isEmpty() ? List.of() : List.of(externalLabels.labels()),
        minTime,
        Long.MAX_VALUE,
        Set.of(
            Capability.METADATA,
            Capability.EXEMPLARS,
            Capability.TARGETS,
            Capability.RULES,
            Capability.SHARDING,
            Capability.WITHOUT_REPLICA_LABELS,
            Capability.HISTOGRAMS));
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    context.checkAlive(name);
    return new MemorySeriesSet(name, request, context, matching(request.matchers()));
  }

  @Override
  public boolean answersAtOnce() {
    return true;
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return labels(
        request.matchers(),
        request.minTime(),
        request.maxTime(),
        request.limit(),
        context,
        (labels, names) -> {
          for (int i = 0; i < labels.size(); i++) {
            names.add(labels.name(i));
          }
        });
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return labels(
        request.matchers(),
        request.minTime(),
        request.maxTime(),
        request.limit(),
        context,
        (labels, values) -> {
          String value = labels.get(request.label());
          if (value != null) {
            values.add(value);
          }
        });
  }

  private LabelsResult labels(
      List<Matcher> matchers,
      long from,
      long to,
      int limit,
      QueryContext context,
      BiConsumer<Labels, Collection<String>> collect) {
    context.checkAlive(name);
    Set<String> found = new HashSet<>();
    for (MemorySeries series : matching(matchers)) {
      if (series.overlaps(from, to)) {
        collect.accept(series.labels(), found);
      }
    }
    List<String> sorted =
        found.stream()
            .sorted(Utf8Order.INSTANCE)
            .limit(limit > 0 ? limit : Long.MAX_VALUE)
            .toList();
    return new LabelsResult(sorted, whole());
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    context.checkAlive(name);
    return new Listed<>(metadata.find(request), whole());
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    context.checkAlive(name);
    return new Listed<>(side.find(request), whole());
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    context.checkAlive(name);
    return side.find(request).withCompleteness(whole());
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    context.checkAlive(name);
    return new Listed<>(side.find(request), whole());
  }

  private Completeness whole() {
    return Completeness.of(StoreOutcome.whole(name, StoreStats.ZERO));
  }

  /** The series that match, in label order. */
  private MemorySeries[] matching(List<Matcher> matchers) {
    List<Matcher> own = externalLabels.decide(matchers);
    if (own == null) {
      return NO_SERIES;
    }
    lock.readLock().lock();
    try {
      int[] found = index.matching(own);
      if (index.ordersCheaply(found.length)) {
        return index.inLabelOrder(found);
      }
    } finally {
      lock.readLock().unlock();
    }
    lock.writeLock().lock();
    try {
      index.sort();
      return index.inLabelOrder(index.matching(own));
    } finally {
      lock.writeLock().unlock();
    }
  }
}
